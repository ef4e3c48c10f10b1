package health.foramen.scheduling.day;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** When clinicians are away. What is published leaves those days out; what was published before is listed, and closed by a person. */
public interface Leaves {

    /** A bound for the document: years of long weekends. */
    int MOST = 200;

    /**
     * @param from    the first whole local date on which the clinician does not work, wherever that is
     * @param to      the last
     * @param because a code: holiday, illness, teaching …
     */
    record Leave(String id, LocalDate from, LocalDate to, String because) {

        public Leave {
            Objects.requireNonNull(id);
            Objects.requireNonNull(because);
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("a leave ends after it begins: " + from + " to " + to);
            }
        }

        public boolean covers(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }
    }

    List<Leave> of(String clinician);

    /** {@code false}: there are {@link #MOST} already. One of the same id is there once. */
    boolean add(String clinician, Leave leave);

    /** {@code false}: there is no such leave. */
    boolean remove(String clinician, String id);

    default Optional<Leave> on(String clinician, LocalDate date) {
        return of(clinician).stream().filter(leave -> leave.covers(date)).findFirst();
    }
}
