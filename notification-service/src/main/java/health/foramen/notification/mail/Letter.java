package health.foramen.notification.mail;

import java.util.Objects;
import java.util.Optional;

/**
 * An e-mail.
 *
 * @param reference names the message: its Message-ID is made of it, so that a second sending can be told from a second message
 * @param plain     the words as plain text
 * @param html      the same words, laid out
 */
public record Letter(String to, String reference, String subject, String plain, String html, Optional<CalendarFile> calendar) {

    public Letter {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(plain, "plain");
        Objects.requireNonNull(html, "html");
        Objects.requireNonNull(calendar, "calendar");
    }
}
