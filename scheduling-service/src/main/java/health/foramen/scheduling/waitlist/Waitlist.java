package health.foramen.scheduling.waitlist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who waits, by permit. The open ones are few; those who left are kept beside them. */
public interface Waitlist {

    /** More than any clinic asks in a month; a bound for the rounds. */
    int MOST = 1_000;

    record Seen(Waiting waiting, long version) {
    }

    /** @param how a code: booked, taken-off, permit-withdrawn, too-late */
    record Leaving(String how, String by, Instant at) {
    }

    List<Seen> all();

    Optional<Seen> find(String permit);

    /** {@code false}: they are on it already. */
    boolean add(Waiting fresh);

    /** {@code false}: somebody changed it in the same moment. */
    boolean replace(Seen seen, Waiting next);

    /** Takes them off at the version seen, and keeps what they were. */
    boolean leave(Seen seen, Leaving leaving);
}
