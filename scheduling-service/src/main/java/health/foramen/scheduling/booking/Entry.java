package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.DayId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of a patient's agenda. It is written before the day knows of it (an intent: not settled), becomes settled when
 * the day has said yes, and is no longer live when the visit was given up. While it is live no second booking of its
 * permit, and no booking at an overlapping time at any site, gets into the agenda.
 *
 * @param attempt the try that wrote it; a try can be abandoned for ever
 * @param written real time, from which the age of an intent is told
 * @param next    the place to which it is being moved
 */
public record Entry(String appointment, String permit, DayId day, String clinician, Instant from, Instant to, boolean live, boolean settled,
        String attempt, Instant written, Optional<Next> next) {

    /** The bound of an agenda: more lines than one patient has in years. The oldest that are not live leave first. */
    public static final int MOST = 200;

    public record Next(DayId day, String clinician, Instant from, Instant to, String attempt) {
    }

    public Entry {
        Objects.requireNonNull(appointment);
        Objects.requireNonNull(permit);
        Objects.requireNonNull(day);
        Objects.requireNonNull(attempt);
    }
}
