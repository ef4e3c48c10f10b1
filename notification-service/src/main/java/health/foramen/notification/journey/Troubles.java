package health.foramen.notification.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages that somebody should look at: failed, suppressed, unknown. A small list beside the journeys, kept while it is of use. */
public interface Troubles {

    /** @param state as {@link StepState#word} */
    record Trouble(StepKey message, String patientId, String state, Why why, Instant at) {
    }

    void note(Trouble trouble);

    void clear(StepKey message);

    /**
     * The newest first.
     *
     * @param state of these alone; empty for all
     * @param from  so many are left out
     */
    List<Trouble> latest(Optional<String> state, int from, int limit);

    long count(Optional<String> state);

    void forgetBefore(Instant then);
}
