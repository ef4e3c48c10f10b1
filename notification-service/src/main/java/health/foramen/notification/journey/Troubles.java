package health.foramen.notification.journey;

import java.time.Instant;
import java.util.List;

/** Messages that somebody should look at: failed, suppressed, unknown. A small list beside the journeys, kept while it is of use. */
public interface Troubles {

    /** @param state as {@link StepState#word} */
    record Trouble(StepKey message, String patientId, String state, Why why, Instant at) {
    }

    void note(Trouble trouble);

    void clear(StepKey message);

    /** The newest first. */
    List<Trouble> latest(int limit);
}
