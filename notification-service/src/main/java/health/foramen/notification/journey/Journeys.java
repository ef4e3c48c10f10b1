package health.foramen.notification.journey;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All journeys, and which of them have something to do when. */
public interface Journeys {

    /** A journey as it was read, with the version that its next write must still find; 0 for one that is not stored yet. */
    record Kept(Journey journey, long version) {
    }

    Optional<Kept> find(String id);

    /**
     * One write of the journey and what it has to tell. Before it, and so never forgotten, goes a note of when it is due next.
     *
     * @return false when somebody was quicker: read again and decide again
     */
    boolean save(Kept before, Journey after, List<JourneyEvent> events);

    /**
     * As {@link #save}, of many at once that nobody has stored yet and that have nothing to tell.
     *
     * @return the ids of those that were stored; the others were there already
     */
    Set<String> begin(List<Journey> fresh);

    /** Corrects the note of when it is due next, which may be earlier than the truth; within a second. */
    void noteDue(Kept kept);

    /** Ids of a patient's journeys, the newest first. */
    List<String> ofPatient(String patientId);

    /** Those of the patients who have any. */
    Set<String> patientsWithAny(Collection<String> patientIds);

    /** Something to do, as noted: perhaps earlier than the journey itself would say, never later. */
    record Due(String id, Instant at) {
    }

    /** The earliest first, at most so many. */
    List<Due> dueUntil(Instant until, int limit);

    Optional<Instant> earliestDue();
}
