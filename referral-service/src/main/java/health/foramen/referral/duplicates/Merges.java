package health.foramen.referral.duplicates;

import health.foramen.referral.care.Who;
import java.util.List;
import java.util.UUID;

/** Merges and separations that have begun and not ended: whatever dies between their steps, somebody goes on. */
public interface Merges {

    /** @param apart the two are separated again, {@code version} of the gone one when that was decided */
    record UnderWay(UUID gone, UUID kept, boolean apart, long version, Who by, String why) {
    }

    void begun(UnderWay merge);

    void ended(UnderWay merge);

    List<UnderWay> underWay();
}
