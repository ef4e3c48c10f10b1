package health.foramen.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void thePercentileIsTheTimeWithinWhichThatShareWasDone() {
        IntStream.rangeClosed(1, 1_000).forEach(millis -> latencies.record(Duration.ofMillis(millis)));
        assertThat(latencies.count()).isEqualTo(1_000);
        assertThat(latencies.p(50)).isCloseTo(500, within(1.0));
        assertThat(latencies.p(99)).isCloseTo(990, within(1.0));
        assertThat(latencies.p(100)).isCloseTo(1_000, within(1.0));
    }

    @Test
    void oneSlowAnswerInAHundredShowsInTheLastPercentile() {
        IntStream.range(0, 98).forEach(_ -> latencies.record(Duration.ofMillis(1)));
        latencies.record(Duration.ofSeconds(3));
        latencies.record(Duration.ofSeconds(3));
        assertThat(latencies.p(98)).isCloseTo(1, within(0.01));
        assertThat(latencies.p(99)).isCloseTo(3_000, within(3.0));
    }

    @Test
    void partsOfAMillisecondCount() {
        latencies.record(Duration.ofNanos(123_456));
        assertThat(latencies.p(99)).isCloseTo(0.123, within(0.001));
    }

    @Test
    void whatTakesForeverCountsAsTwoMinutes() {
        latencies.record(Duration.ofHours(1));
        assertThat(latencies.p(99)).isCloseTo(120_000, within(120.0));
    }

    @Test
    void nothingMeasuredHasNoPercentile() {
        assertThatIllegalStateException().isThrownBy(() -> latencies.p(99));
    }
}
