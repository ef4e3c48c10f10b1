package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.DayId;
import java.util.Optional;

/** On which day an appointment is, by its id; and which request it was made by, so that no key makes two. */
public interface Whereabouts {

    /**
     * @param request a hash of what was asked
     */
    record Known(String appointment, String request, String patient, DayId day) {
    }

    /** Notes a new id; answers what was known of it before, if it was there. */
    Optional<Known> note(Known fresh);

    Optional<Known> find(String appointment);

    java.util.Map<String, Known> findAll(java.util.Collection<String> appointments);

    /** Everything there is: for the check of the whole store only. */
    void forEach(java.util.function.Consumer<Known> reader);

    void moved(String appointment, DayId to);
}
