package health.foramen.sandbox.mail;

import java.util.List;
import java.util.Optional;

/**
 * A mail taken apart for reading.
 *
 * @param html  the HTML form, if there is one
 * @param plain the plain form, if there is one
 */
public record OpenedMail(Mail mail, String messageId, Optional<String> html, Optional<String> plain, List<Attachment> attachments) {

    /** A file that came along. */
    public record Attachment(String name, String contentType, byte[] content) {
    }
}
