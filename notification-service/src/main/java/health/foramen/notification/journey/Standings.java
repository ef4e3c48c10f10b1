package health.foramen.notification.journey;

import java.util.Collection;
import java.util.Map;

/** Asks scheduling-service whether appointments still are what we were told. */
public interface Standings {

    record Asked(String appointmentId, long revision) {
    }

    /**
     * @param current its revision now
     * @param stands  what was true at the revision that was asked for is still so: time, place and state
     */
    record Standing(long current, boolean stands) {
    }

    /** Appointments that scheduling-service does not know are missing from the answer. @throws Away when it cannot be asked */
    Map<String, Standing> ask(Collection<Asked> appointments);

    final class Away extends RuntimeException {

        private static final long serialVersionUID = 1;

        public Away(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
