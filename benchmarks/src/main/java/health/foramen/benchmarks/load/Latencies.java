package health.foramen.benchmarks.load;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// How long things took: every one is counted, none averaged away. Kept to three digits between a microsecond and two minutes;
/// what takes longer counts as two minutes.
public final class Latencies {

    private static final long LONGEST_MICROS = Duration.ofMinutes(2).toNanos() / 1_000;

    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    public void record(Duration took) {
        micros.recordValue(Math.clamp(took.toNanos() / 1_000, 0, LONGEST_MICROS));
    }

    public long count() {
        return micros.getTotalCount();
    }

    /// The time in milliseconds within which that share of all was done, `p(99)`.
    public double p(double percentile) {
        if (count() == 0) {
            throw new IllegalStateException("Nothing was measured");
        }
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
