package health.foramen.notification.mail;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An e-mail.
 *
 * @param reference names the message: its Message-ID is made of it, so that a second sending can be told from a second message
 * @param plain     the words as plain text
 * @param html      the same words, laid out
 * @param stop      where its reader ends such letters with one press (RFC 8058); empty where there is nothing to end
 * @param leaveBy   real time; after it the letter is not handed over, since what it says may have changed meanwhile
 */
public record Letter(String to, String reference, String subject, String plain, String html, Optional<CalendarFile> calendar, Optional<String> stop,
        Optional<Instant> leaveBy) {

    public Letter {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(plain, "plain");
        Objects.requireNonNull(html, "html");
        Objects.requireNonNull(calendar, "calendar");
        Objects.requireNonNull(stop, "stop");
        Objects.requireNonNull(leaveBy, "leaveBy");
    }

    public Letter leavingBy(Optional<Instant> realTime) {
        return new Letter(to, reference, subject, plain, html, calendar, stop, realTime);
    }
}
