package health.foramen.notification.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two texts have the same words without keeping the words: they may hold a patient's own link. */
public final class Fingerprint {

    private Fingerprint() {
    }

    public static String of(String words) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(words.strip().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
