package health.foramen.notification.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final Instant NOW = Instant.parse("2026-11-12T17:00:00Z");

    private static Link after(int wrongYears) {
        Link link = Link.fresh("visit", "rosa", NOW.plus(Duration.ofDays(100)));
        for (int i = 0; i < wrongYears; i++) {
            link = link.wrongYear(NOW);
        }
        return link;
    }

    @Test
    void eachRestIsTwiceAsLongAsTheOneBefore() {
        assertThat(after(4).isResting(NOW)).isFalse();
        assertThat(after(5).rests()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(after(10).rests()).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
        assertThat(after(15).rests()).isEqualTo(NOW.plus(Duration.ofMinutes(60)));
    }

    @Test
    void nobodyTriesALifetimeOfYears() {
        assertThat(after(19).isShutForGood()).isFalse();
        assertThat(after(20).isShutForGood()).isTrue();
        assertThat(after(20).isResting(NOW.plus(Duration.ofDays(3_650)))).isTrue();
    }

    @Test
    void theRightYearForgivesTheWrongOnes() {
        assertThat(after(4).openedBy("device", NOW).wrong()).isZero();
        assertThat(after(4).openedBy("device", NOW).isOpenTo("device", NOW.plus(Duration.ofMinutes(44)))).isTrue();
        assertThat(after(4).openedBy("device", NOW).isOpenTo("device", NOW.plus(Duration.ofMinutes(46)))).isFalse();
    }
}
