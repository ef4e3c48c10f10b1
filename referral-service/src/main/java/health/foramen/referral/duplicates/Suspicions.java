package health.foramen.referral.duplicates;

import java.util.List;
import java.util.Optional;

/** All suspicions. One that a human has judged is remembered, so that it is not raised again. */
public interface Suspicions {

    /** Raised unless it is known already. */
    void raise(Suspicion suspicion);

    Optional<Suspicion> find(String id);

    /** Those that nobody has judged, the oldest first. */
    List<Suspicion> open();

    void judged(Suspicion suspicion);
}
