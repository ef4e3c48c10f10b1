package health.foramen.notification.journey;

import java.time.LocalDate;
import java.util.List;

/** How many messages came to each state on each day (UTC), by step, channel and language: for the desk's overview, not for accounts. */
public interface Tallies {

    /** @param language empty for a patient whose card is gone */
    record Tally(LocalDate day, String step, String channel, String language, String state, long count) {
    }

    /** Something became of a step of this patient's. */
    void count(LocalDate day, String patientId, Step step);

    /** From that day on, at most so many days back as are kept; the newest first. */
    List<Tally> since(LocalDate day);
}
