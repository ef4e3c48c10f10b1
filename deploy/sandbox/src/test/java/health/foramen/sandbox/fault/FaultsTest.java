package health.foramen.sandbox.fault;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import health.foramen.sandbox.fault.Fault.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultsTest {

    private final Faults faults = new Faults(RandomGenerator.of("L64X128MixRandom"));

    private static Fault fault(Kind kind, Integer times, Double share, String to) {
        return new Fault(kind, Optional.ofNullable(times), Optional.ofNullable(share), Optional.ofNullable(to), Optional.empty(),
                Optional.empty());
    }

    @Test
    void aCountedFaultIsUsedUp() {
        faults.replace(List.of(fault(Kind.TEXT_SERVER_ERROR, 2, null, null)));

        assertThat(IntStream.range(0, 5).filter(_ -> faults.strike(Kind.TEXT_SERVER_ERROR, "").isPresent()).count()).isEqualTo(2);
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void aSharedFaultStrikesSomeOfMany() {
        faults.replace(List.of(fault(Kind.TEXT_LATE, null, 0.25, null)));

        assertThat(IntStream.range(0, 10_000).filter(_ -> faults.strike(Kind.TEXT_LATE, "").isPresent()).count()).isBetween(2_200L, 2_800L);
    }

    @Test
    void aFaultOfOneNumberLeavesOthersAlone() {
        faults.replace(List.of(fault(Kind.CALLBACK_DROPPED, null, null, "+12025550101")));

        assertThat(faults.strike(Kind.CALLBACK_DROPPED, "+12025550102")).isEmpty();
        assertThat(faults.strike(Kind.CALLBACK_TWICE, "+12025550101")).isEmpty();
        assertThat(faults.strike(Kind.CALLBACK_DROPPED, "+12025550101")).isPresent();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> fault(Kind.TEXT_LATE, 0, null, null)).hasMessageContaining("times");
        assertThatThrownBy(() -> fault(Kind.TEXT_LATE, null, 1.5, null)).hasMessageContaining("share");
    }
}
