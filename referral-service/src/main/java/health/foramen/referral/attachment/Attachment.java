package health.foramen.referral.attachment;

import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A file that came with a referral. Its bytes lie elsewhere, under {@code content}, and never change.
 *
 * @param id     follows from the bytes and from what they belong to: the same file twice is one attachment
 * @param name   as the sender called it, made harmless
 * @param size   in bytes
 * @param sha256 of the bytes, in hexadecimal digits
 */
public record Attachment(UUID id, UUID content, String name, FileType type, long size, String sha256, Who by, Instant at) {

    /** A letter, a report and some pictures; whoever has more has a PACS. */
    public static final int MOST = 10;

    /** In bytes: a scanned letter of some dozen pages. */
    public static final long LARGEST = 25L * 1024 * 1024;

    public String sizeInWords() {
        return size < 1_000_000 ? Math.max(1, size / 1_000) + " kB" : String.format(Locale.ROOT, "%.1f MB", size / 1e6);
    }
}
