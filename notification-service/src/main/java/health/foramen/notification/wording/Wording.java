package health.foramen.notification.wording;

import health.foramen.notification.contact.Language;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Map;

/** Says a message in a language. Never fails at run time: every file was tried at the start. */
public interface Wording {

    /** @throws IllegalArgumentException for a message that no text has */
    String text(Message message, Language language, Values values);

    /** @throws IllegalArgumentException for a message that no e-mail has */
    Mail mail(Message message, Language language, Values values);

    /** Segments of one text that are planned for in this language; what a person writes may take more. */
    int mostSegments(Language language);

    /** Words of the patient's page: every key of the page's file, with numbers and names put in. */
    Page page(Language language);

    interface Page {

        Language language();

        /** @param values by the names in the file */
        String say(String key, Map<String, Object> values);

        default String say(String key) {
            return say(key, Map.of());
        }

        String date(LocalDate date);

        String time(ZonedDateTime when);
    }

    /**
     * @param body paragraphs between empty lines, points after {@code - }, links as {@code [words](address)}
     */
    record Mail(String subject, String body) {

        public String plain() {
            return MailBody.plain(body);
        }

        public String html(Language language) {
            return MailBody.html(subject, body, language);
        }
    }
}
