package health.foramen.sandbox.time;

import java.time.Instant;
import java.util.Optional;

/** What the clinic has still to do at some hour. */
@FunctionalInterface
public interface DueSteps {

    /**
     * @param due  when the next step is due; absent when none is planned
     * @param busy whether something is being worked on right now
     */
    record NextDue(Optional<Instant> due, boolean busy) {
    }

    /** Nobody could be asked. */
    final class Unknown extends Exception {
        public Unknown(String why) {
            super(why);
        }
    }

    NextDue next() throws Unknown;
}
