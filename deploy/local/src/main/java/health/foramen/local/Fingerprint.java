package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Tells one build from another by what is in it, not by when it was made: building again without a change changes nothing.
final class Fingerprint {

    /// Hexadecimal digits: enough for the few builds that lie side by side, short enough for a folder's name.
    private static final int LENGTH = 12;

    private Fingerprint() {
    }

    /// Of all entries of a jar with their checksums; of a jar that is not built, the word `unbuilt`.
    static String of(Path jar) {
        if (!Files.exists(jar)) {
            return "unbuilt";
        }
        try (var zip = new ZipFile(jar.toFile())) {
            return of(zip.stream().map(Fingerprint::line).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + jar, e);
        }
    }

    static String of(List<String> lines) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(ZipEntry entry) {
        return "%s %x".formatted(entry.getName(), entry.getCrc());
    }
}
