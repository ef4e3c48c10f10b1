package health.foramen.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MovableClockTest {

    private static final Instant NOW = Instant.parse("2026-12-03T16:15:00Z");
    private static final Clock REAL = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void withoutAFileItTellsRealTime() {
        assertThat(new MovableClock(folder.resolve("clock"), REAL).instant()).isEqualTo(NOW);
    }

    @Test
    void itIsAheadByWhatTheFileSays() {
        Path file = folder.resolve("clock");
        ClockFile.write(file, Duration.ofDays(3));
        assertThat(new MovableClock(file, REAL).instant()).isEqualTo(NOW.plus(Duration.ofDays(3)));
    }

    @Test
    void itFollowsTheFileAlsoWhenOnlyTheContentDiffers() {
        Path file = folder.resolve("clock");
        ClockFile.write(file, Duration.ofSeconds(111));
        MovableClock clock = new MovableClock(file, REAL);
        for (int seconds : new int[] {222, 333, 444}) {
            ClockFile.write(file, Duration.ofSeconds(seconds));
            assertThat(eventually(clock, Duration.ofSeconds(seconds))).isEqualTo(NOW.plusSeconds(seconds));
        }
    }

    @Test
    void itReturnsToRealTimeWhenTheFileGoes() throws IOException {
        Path file = folder.resolve("clock");
        ClockFile.write(file, Duration.ofHours(1));
        MovableClock clock = new MovableClock(file, REAL);
        Files.delete(file);
        assertThat(eventually(clock, Duration.ZERO)).isEqualTo(NOW);
    }

    @Test
    void theClockOfAnotherZoneIsTheSameClock() {
        Path file = folder.resolve("clock");
        ClockFile.write(file, Duration.ofDays(1));
        Clock chicago = new MovableClock(file, REAL).withZone(ZoneId.of("America/Chicago"));
        assertThat(chicago.getZone()).isEqualTo(ZoneId.of("America/Chicago"));
        assertThat(chicago.instant()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void aFileThatHoldsNoNumberIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("clock"), "tomorrow");
        assertThatThrownBy(() -> new MovableClock(file, REAL)).hasMessageContaining(file.toString()).hasMessageContaining("tomorrow");
    }

    /** The clock looks at its file at most every 50 ms; ask until it has looked. */
    private static Instant eventually(MovableClock clock, Duration expected) {
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!clock.offset().equals(expected) && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return clock.instant();
    }
}
