package health.foramen.notification.alert;

import java.util.Objects;

/**
 * What was last heard of an emergency.
 *
 * @param version      of the owner's word; grows with each
 * @param told         how many times it was told before this
 * @param acknowledged a clinician has answered it: nothing more is said
 */
public record Alert(String id, long version, int told, boolean acknowledged) {

    public Alert {
        Objects.requireNonNull(id, "id");
    }
}
