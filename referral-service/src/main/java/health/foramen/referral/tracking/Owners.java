package health.foramen.referral.tracking;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Whose the referrals are. */
public interface Owners {

    Map<UUID, Owner> all();

    /** They have ended and are nobody's any more. */
    void forget(Collection<UUID> referrals);

    /**
     * @param seen account of the owner whom the taker was looking at; empty for nobody
     * @return false when it is somebody else's by now
     */
    boolean take(UUID referral, Optional<String> seen, Owner owner);

    /** @return false when it is somebody else's by now */
    boolean release(UUID referral, String owner);
}
