package health.foramen.scheduling.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImprintsTest {

    private static final int MANY = 200_000;

    @Test
    void whatWasReadIsKnownAgainAndNothingElseIs() {
        var imprints = new Imprints();
        IntStream.range(0, MANY).forEach(i -> imprints.add("patient-" + i, LocalDate.EPOCH.plusDays(i % 4_000), i % 2 == 0));
        IntStream.range(0, MANY).forEach(i -> assertThat(imprints.has("patient-" + i, LocalDate.EPOCH.plusDays(i % 4_000), i % 2 == 0)).isTrue());
        assertThat(IntStream.range(0, MANY).filter(i -> imprints.has("patient-" + i, LocalDate.EPOCH.plusDays(i % 4_000), i % 2 != 0))).isEmpty();
    }

    @Test
    void partsDoNotRunTogether() {
        var imprints = new Imprints();
        imprints.add("ab", "c");
        assertThat(imprints.has("a", "bc")).isFalse();
        assertThat(imprints.has("abc")).isFalse();
        assertThat(imprints.has("c", "ab")).isFalse();
    }

    @Test
    void oneIsWithinAnotherUntilItHasSomethingOfItsOwn() {
        var some = new Imprints();
        var all = new Imprints();
        assertThat(some.isWithin(all)).isTrue();
        IntStream.range(0, MANY).forEach(i -> all.add(i));
        IntStream.range(0, MANY / 2).forEach(i -> some.add(2 * i));
        assertThat(some.isWithin(all)).isTrue();
        assertThat(all.isWithin(some)).isFalse();
        some.add(-1);
        assertThat(some.isWithin(all)).isFalse();
    }
}
