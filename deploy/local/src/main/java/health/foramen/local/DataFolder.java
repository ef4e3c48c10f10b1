package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A folder that one part owns, marked by a small file that says what lies in it and in which format.
///
/// It is marked when it is first used. Whatever else is found there later, another part's data, another format or somebody's
/// holiday pictures, is refused and left exactly as it was.
record DataFolder(Path path) {

    static final String MARK = "foramen-format";

    /// Takes an empty or missing folder into use, or recognises one that this part used before.
    ///
    /// @throws ForeignFolder when the folder holds anything else
    static DataFolder claim(Path path, String content, int format) {
        return claim(path, content, format, format);
    }

    /// As above, and what lies there in an older format that this version reads is of the newer one from now on.
    ///
    /// @param oldest the oldest format that this version reads
    static DataFolder claim(Path path, String content, int format, int oldest) {
        try {
            Files.createDirectories(path);
            var mark = path.resolve(MARK);
            var wanted = content + " " + format;
            if (Files.exists(mark)) {
                var found = Files.readString(mark).strip();
                if (IntStream.range(oldest, format).anyMatch(older -> found.equals(content + " " + older))) {
                    Files.writeString(mark, wanted + "\n");
                } else if (!found.equals(wanted)) {
                    throw new ForeignFolder("%s holds data of format \"%s\", this version reads \"%s\"; nothing was changed"
                            .formatted(path, found, wanted));
                }
            } else if (isEmpty(path)) {
                Files.writeString(mark, wanted + "\n");
            } else {
                throw new ForeignFolder("%s is not empty and holds no %s data (there is no file %s in it); nothing was changed"
                        .formatted(path, content, MARK));
            }
            return new DataFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data folder " + path, e);
        }
    }

    /// Whether this folder carries the mark of that part, in any format.
    static boolean isMarked(Path path, String content) {
        try {
            return Files.readString(path.resolve(MARK)).startsWith(content + " ");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes a folder with everything in it; a missing one is fine.
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /// The message is one line that an operator can act on.
    static final class ForeignFolder extends RuntimeException {
        ForeignFolder(String message) {
            super(message);
        }
    }
}
