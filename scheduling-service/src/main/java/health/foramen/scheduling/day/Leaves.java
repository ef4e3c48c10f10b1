package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Stretch;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When clinicians are away. What is published leaves those days out; what was published before loses those hours, and who is booked in them is listed. Until that is done
 * everywhere the leave is not <i>kept</i>, and whoever finds it so goes on with it.
 */
public interface Leaves {

    /** A bound for the document: years of long weekends. */
    int MOST = 200;

    /**
     * @param from     the first local date on which the clinician does not work, wherever that is
     * @param to       the last
     * @param because  a code: holiday, illness, teaching …
     * @param fromTime the hour of the first date from which they are away; nothing: all of it
     * @param toTime   the hour of the last date at which they are back
     */
    record Leave(String id, LocalDate from, LocalDate to, String because, Optional<LocalTime> fromTime, Optional<LocalTime> toTime) {

        public Leave {
            Objects.requireNonNull(id);
            Objects.requireNonNull(because);
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("a leave ends after it begins: " + from + " to " + to);
            }
        }

        public Leave(String id, LocalDate from, LocalDate to, String because) {
            this(id, from, to, because, Optional.empty(), Optional.empty());
        }

        /** In local time, wherever the clinician would be. */
        public Stretch stretch() {
            return new Stretch(from, fromTime, to, toTime);
        }
    }

    List<Leave> of(String clinician);

    /** {@code false}: there are {@link #MOST} already. One of the same id is there once. */
    boolean add(String clinician, Leave leave);

    /** Those that are not known to be kept everywhere, by clinician. */
    Map<String, List<Leave>> unkept();

    /** Nothing of what was published is open to bookings in it any more. */
    void kept(String clinician, String id);

    /** {@code false}: there is no such leave. */
    boolean remove(String clinician, String id);
}
