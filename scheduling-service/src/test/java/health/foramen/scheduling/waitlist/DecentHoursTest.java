package health.foramen.scheduling.waitlist;

import static health.foramen.scheduling.Cast.CHICAGO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Nobody is woken to answer, and nobody's time runs out while they sleep. */
class DecentHoursTest {

    private static Instant after(String begin, int hours) {
        return DecentHours.DAY.after(Instant.parse(begin), Duration.ofHours(hours), CHICAGO);
    }

    @Test
    void byDayTimeRunsOnByNightItStands() {
        assertThat(after("2026-11-12T16:00:00Z", 4)).isEqualTo("2026-11-12T20:00:00Z");
        // Asked at 18:00: two hours today, two tomorrow from eight.
        assertThat(after("2026-11-13T00:00:00Z", 4)).isEqualTo("2026-11-13T16:00:00Z");
        // Asked at four in the morning.
        assertThat(after("2026-11-13T10:00:00Z", 4)).isEqualTo("2026-11-13T18:00:00Z");
        // Asked at half past eleven at night.
        assertThat(after("2026-11-13T05:30:00Z", 1)).isEqualTo("2026-11-13T15:00:00Z");
    }

    @Test
    void anHourThatTheClockSkipsByNightChangesNothingByDay() {
        // The clocks go forward in the night to 14 March 2027.
        assertThat(after("2027-03-14T00:00:00Z", 4)).isEqualTo("2027-03-14T15:00:00Z");
    }
}
