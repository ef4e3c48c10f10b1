package health.foramen.benchmarks.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/// What processes take of the machine: their own pages whole, pages that several share in equal parts (Linux' PSS), so that the sum
/// of all is what would be free without them.
public final class Memory {

    private Memory() {
    }

    /// In megabytes of 1024 × 1024 bytes.
    public static double of(Collection<ProcessHandle> processes) {
        return processes.stream().mapToLong(process -> kilobytes(Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup"))).sum() / 1024.0;
    }

    private static long kilobytes(Path rollup) {
        try (var lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
