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

    /** What a text came to. Its words and number leave the inbox; the words stay in the conversation. */
    record Handled(String sid, Optional<String> patientId, Optional<String> appointmentId, boolean redFlag, boolean forDesk, Instant at) {
    }

    /** One write of that and of the events that tell of it. */
    void handled(Handled handled);
}
