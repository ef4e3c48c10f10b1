package health.foramen.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

/**
 * The one fact that a sandbox shares with every process on a machine: how far business time is ahead of real time.
 * A line of text, whole seconds (negative when behind), so that a person can read it and set it by hand.
 */
public final class ClockFile {

    private ClockFile() {
    }

    /** Replaces the file in one step: a reader sees the old offset or the new one, never half of either. */
    public static void write(Path file, Duration offset) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, file.getFileName().toString(), ".new");
            try {
                Files.writeString(fresh, offset.toSeconds() + "\n");
                Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The clock file " + file + " cannot be written", failed);
        }
    }

    /** The offset in the file; zero when there is none yet. */
    public static Duration read(Path file) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (NoSuchFileException _) {
            return Duration.ZERO;
        } catch (IOException failed) {
            throw new UncheckedIOException("The clock file " + file + " cannot be read", failed);
        }
        try {
            return text.isEmpty() ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            throw new IllegalStateException(
                    "The clock file " + file + " holds \"" + text + "\" where whole seconds belong", notANumber);
        }
    }
}
