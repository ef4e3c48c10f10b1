package health.foramen.notification.contact;

import java.util.List;

/** Cards that must be fetched from their owner: kept until fetched, so that a restart or an owner's long absence forgets none. */
public interface WantedCards {

    enum Kind { PATIENT, SITE }

    /** @param version at least this one is wanted */
    record Wanted(Kind kind, String id, long version) {
    }

    /** The higher of two wanted versions stands. */
    void want(List<Wanted> wanted);

    /** The oldest first. */
    List<Wanted> wanted(Kind kind, int limit);

    /** Strikes them, as far as no higher version has been wanted since. */
    void done(List<Wanted> wanted);
}
