package health.foramen.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Figures mean nothing without the machine that they were taken on.
public final class Machine {

    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {
    }

    /// As `2 cores, 24 GB, Linux amd64, Java 25.0.3+9-LTS`. Nothing that names the machine or its owner.
    public static String inWords() {
        return "%d cores%s, %s %s, Java %s".formatted(Runtime.getRuntime().availableProcessors(), memory(),
                System.getProperty("os.name"), System.getProperty("os.arch"), Runtime.version());
    }

    private static String memory() {
        try (var lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(kilobytes -> ", %d GB".formatted(Math.round(Long.parseLong(kilobytes) / 1024.0 / 1024.0)))
                    .findFirst().orElse("");
        } catch (IOException _) {
            return "";
        }
    }
}
