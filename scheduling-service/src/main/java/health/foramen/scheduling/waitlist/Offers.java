package health.foramen.scheduling.waitlist;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The offers, each told to others with the write that changes it. */
public interface Offers {

    record Seen(Offer offer, long version) {
    }

    Optional<Seen> find(String id);

    List<Offer> findAll(Collection<String> ids);

    /** Tells of it; {@code false}: an offer of that id was made, or given up before it could be. */
    boolean make(Offer offer);

    /** An offer that was never made can never be made any more; tells nobody. */
    boolean forbid(Offer never);

    boolean replace(Seen seen, Offer next);
}
