package health.foramen.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that follow from what they name (UUID version 5, RFC 9562), so that the same request or the same fact receives the
 * same id wherever and how often it is made.
 */
public final class StableIds {

    /** The namespace of this project, itself made once from the name "health.foramen" in the DNS namespace. */
    private static final UUID NAMESPACE = UUID.fromString("2f0dbb2c-3c0e-5a5b-9a55-5b0a1ba7d3f1");

    /** Stands between parts, so that ("ab", "c") and ("a", "bc") differ. Cannot be typed into a header. */
    private static final String BETWEEN = "\u001f";

    private StableIds() {
    }

    public static UUID of(String... parts) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16).putLong(NAMESPACE.getMostSignificantBits()).putLong(NAMESPACE.getLeastSignificantBits()).array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(String.join(BETWEEN, parts).getBytes(StandardCharsets.UTF_8)));
        long most = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
        long least = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
