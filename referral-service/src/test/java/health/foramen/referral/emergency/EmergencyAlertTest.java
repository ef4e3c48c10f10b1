package health.foramen.referral.emergency;

import static health.foramen.referral.Cast.HADDAD;
import static health.foramen.referral.Cast.MARIA;
import static health.foramen.referral.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmergencyAlertTest {

    private static final Duration EVERY = Duration.ofMinutes(5);

    private final EmergencyAlert fresh = new EmergencyAlert("a-1", Optional.empty(), Optional.of(MARIA), Optional.empty(), "referral from riverside",
            List.of("red-flag.saddle-numbness"), NOW, Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void itIsToldAgainOnceInSoLongUntilSomebodyAnswers() {
        assertThat(fresh.toldAgain(NOW.plusSeconds(299), EVERY)).isEqualTo(fresh);
        var again = fresh.toldAgain(NOW.plusSeconds(300), EVERY);
        assertThat(again.timesRepeated()).isEqualTo(1);
        assertThat(again.toldAgain(NOW.plusSeconds(599), EVERY)).isEqualTo(again);
        assertThat(again.toldAgain(NOW.plusSeconds(600), EVERY).timesRepeated()).isEqualTo(2);
        var answered = again.acknowledgedBy(HADDAD, "called", NOW.plusSeconds(400));
        assertThat(answered.toldAgain(NOW.plusSeconds(9_000), EVERY)).isEqualTo(answered);
    }

    @Test
    void itsAgeStopsWhenItIsAnswered() {
        assertThat(fresh.age(NOW.plusSeconds(720))).isEqualTo(Duration.ofMinutes(12));
        assertThat(fresh.acknowledgedBy(HADDAD, "called", NOW.plusSeconds(60)).age(NOW.plusSeconds(720))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theFirstWordStands() {
        var answered = fresh.acknowledgedBy(HADDAD, "called", NOW);
        assertThat(answered.acknowledgedBy(HADDAD, "called twice", NOW.plusSeconds(9))).isEqualTo(answered);
    }
}
