package health.foramen.scheduling.booking;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agendas of patients: one small document each, changed by single conditional writes. */
public interface Agendas {

    sealed interface Entering {
        record Entered() implements Entering {
        }

        /** This appointment has a line already: the same request was here before. */
        record Already(Entry line) implements Entering {
        }

        record SamePermit(Entry other) implements Entering {
        }

        record SameTime(Entry other) implements Entering {
        }
    }

    /** A line of somebody's agenda. */
    record Line(String patient, Entry entry) {
    }

    List<Entry> of(String patient);

    /** Of several patients at once; who has none is left out. */
    Map<String, List<Entry>> ofAll(Collection<String> patients);

    Entering enter(String patient, Entry intent);

    /** Takes out the line of an attempt that did not land; {@code false}: the line has moved on, or is gone. */
    boolean leave(String patient, Entry line);

    /** Those attempts landed. */
    void settle(Collection<Line> landed);

    /** Something is about to happen to it that may end it: until it is settled again, whoever finds it looks. */
    void unsettle(String patient, String appointment, Instant now);

    /** Given up: kept as a line of the past. */
    void retire(String patient, String appointment);

    /** What was given up is live again, unless the permit is booked or the patient is elsewhere by now. Unsettled, until the day has said yes. */
    boolean revive(String patient, String appointment, Instant now);

    /** Writes down where it is to be moved; refused when the patient is elsewhere then, or it is being moved already. */
    Entering beginMove(String patient, String appointment, Entry.Next next, Instant now);

    /** The move is over: made, or not. */
    void endMove(String patient, String appointment, String attempt, boolean moved);

    /** Lines that are neither settled nor young: their writer is gone. A scan; for the sweeper. */
    List<Line> unsettledBefore(Instant written);

    /** Every agenda, for the check of the whole store. */
    void forEach(java.util.function.BiConsumer<String, List<Entry>> reader);

    default Optional<Entry> find(String patient, String appointment) {
        return of(patient).stream().filter(e -> e.appointment().equals(appointment)).findFirst();
    }
}
