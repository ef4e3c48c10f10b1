package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Remembers a process across launchers: its id and when it started.
///
/// Systems use ids again. A process with our id that started at another time is somebody else's: it counts as gone, and is never ended.
record PidFile(Path path) {

    /// Linux counts a process's start in ticks since boot, and may correct its idea of when that was by a second.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    void write(ProcessHandle process) {
        write(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    void write(long pid, Instant started) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, "%d %s%n".formatted(pid, started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The process, if it is still the one that was written down.
    Optional<ProcessHandle> read() {
        try {
            var words = Files.readString(path).strip().split(" ");
            var started = Instant.parse(words[1]);
            return ProcessHandle.of(Long.parseLong(words[0])).filter(PidFile::lives).filter(process -> startedAt(process, started));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant started) {
        return process.info().startInstant()
                .map(actual -> Duration.between(started, actual).abs().compareTo(TOLERANCE) <= 0)
                .orElse(started.equals(Instant.EPOCH));
    }

    /// A killed process that nobody has waited for still has an entry on Linux, state Z; nothing of it runs.
    static boolean lives(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            var status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            char state = status.charAt(status.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException notLinux) {
            return process.isAlive();
        }
    }
}
