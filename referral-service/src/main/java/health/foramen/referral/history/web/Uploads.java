package health.foramen.referral.history.web;

import health.foramen.referral.care.Who;
import health.foramen.referral.history.BringingInHistory.BringList;
import health.foramen.referral.history.web.CsvLists.NoList;
import health.foramen.safeguard.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.web.multipart.MultipartFile;

/** A file as it was sent. */
final class Uploads {

    private static final int LONGEST_NAME = 80;

    private Uploads() {
    }

    static BringList read(UUID id, MultipartFile file, Person person) throws NoList {
        try {
            var bytes = file.getBytes();
            var parsed = CsvLists.read(bytes);
            return new BringList(id, name(file.getOriginalFilename()), fingerprint(bytes), new Who(person.id(), person.name()), parsed.ignored(), parsed.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last part of what a browser calls it, without anything that could mislead a reader. */
    static String name(String sent) {
        var plain = sent == null ? "" : sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").strip();
        var name = plain.isEmpty() ? "list.csv" : plain;
        return name.codePoints().limit(LONGEST_NAME).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String fingerprint(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
