package health.foramen.referral.attachment;

import health.foramen.referral.care.Who;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** A file that somebody has sent and that is what we take. Nothing of it is stored yet. */
public record Upload(String name, FileType type, long size, String sha256, Bytes bytes) {

    private static final int LONGEST_NAME = 100;

    /** The file, to be read from its beginning as often as needed. */
    @FunctionalInterface
    public interface Bytes {
        InputStream open() throws IOException;
    }

    /** What a look into the file has shown. */
    public sealed interface Looked {

        record Sound(Upload upload) implements Looked {
        }

        /** @param sentence as the sender reads it */
        record Refused(String sentence) implements Looked {
        }
    }

    /** @param named as the sender calls it: a hint for people, never a reason to believe anything */
    public static Looked look(String named, Bytes bytes) throws IOException {
        var digest = digest();
        try (var counted = new Counted(bytes.open()); var read = new DigestInputStream(new BufferedInputStream(counted, 65_536), digest)) {
            var type = FileType.recognise(read);
            if (counted.count == 0) {
                return new Looked.Refused("The file is empty.");
            }
            if (counted.count > Attachment.LARGEST) {
                return new Looked.Refused("The file is larger than 25 MB.");
            }
            return type.<Looked>map(known -> new Looked.Sound(new Upload(harmless(named, known), known, counted.count, HexFormat.of().formatHex(digest.digest()), bytes)))
                    .orElse(new Looked.Refused("The file is neither a PDF nor a JPEG or PNG picture, whatever its name says, or it is damaged."));
        }
    }

    /** @param content where its bytes will lie */
    public Attachment as(UUID id, UUID content, Who by, Instant at) {
        return new Attachment(id, content, name, type, size, sha256, by, at);
    }

    /** No path, nothing that cannot be seen, and an ending that tells the truth. */
    static String harmless(String named, FileType type) {
        var last = named == null ? "" : named.substring(Math.max(named.lastIndexOf('/'), named.lastIndexOf('\\')) + 1);
        var shown = Normalizer.normalize(last, Normalizer.Form.NFC).codePoints().filter(Upload::isSeen).limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip().replaceFirst("^\\.+", "");
        if (shown.isBlank()) {
            return "attachment." + type.extension();
        }
        return type.isNamed(shown.toLowerCase(Locale.ROOT)) ? shown : shown.replaceFirst("(?i)\\.(pdf|jpe?g|png)$", "") + "." + type.extension();
    }

    private static boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> "\"<>|:*?%;".indexOf(character) < 0;
        };
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
