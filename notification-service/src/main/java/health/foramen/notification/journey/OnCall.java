package health.foramen.notification.journey;

import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.PatientCard;
import java.util.List;
import java.util.Optional;

/** Colleagues who are told of emergencies. They are sent to as patients are, with cards like theirs, and are none. */
public interface OnCall {

    /** How their ids begin, so that they never meet a patient's. */
    String PREFIX = "on-call-";

    static boolean is(String id) {
        return id.startsWith(PREFIX);
    }

    List<PatientCard> cards();

    /** Empty for a patient, and for whoever is not on call any more. */
    Optional<PatientCard> card(String id);

    /** Whoever writes from this number is on call. */
    boolean answers(NumberKey number);

    /** Of what is said to one of them, right before it leaves: it is true, and the latest that there is to say. */
    boolean stillHolds(StepKey message);
}
