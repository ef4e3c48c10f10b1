package health.foramen.notification.reply;

import health.foramen.notification.text.IncomingText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Patients' texts as they came, until what follows from them has followed. */
public interface Inbox {

    /** @return false when it was here before */
    boolean keep(IncomingText text);

    /** The oldest first. */
    List<IncomingText> unhandled();

    /**
     * What a text came to. Its words and number leave the inbox; the words stay in the conversation.
     *
     * @param stranger whoever wrote, where no patient has the number
     */
    record Handled(String sid, Optional<String> patientId, Optional<String> appointmentId, boolean redFlag, boolean forDesk, Instant at, Optional<Stranger> stranger) {

        public Handled(String sid, Optional<String> patientId, Optional<String> appointmentId, boolean redFlag, boolean forDesk, Instant at) {
            this(sid, patientId, appointmentId, redFlag, forDesk, at, Optional.empty());
        }
    }

    /**
     * @param conversationId where the words and the number stand
     * @param ending         the number's last two digits, enough to tell two strangers apart; empty for a sender that is no number
     */
    record Stranger(String conversationId, Optional<String> ending) {

        public static Stranger of(String conversationId, String number) {
            String digits = number.replaceAll("[^0-9]", "");
            return new Stranger(conversationId, digits.length() < 4 ? Optional.empty() : Optional.of(digits.substring(digits.length() - 2)));
        }
    }

    /** One write of that and of the events that tell of it. */
    void handled(Handled handled);
}
