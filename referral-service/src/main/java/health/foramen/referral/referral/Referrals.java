package health.foramen.referral.referral;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** All referrals, and the short lists by which they are found again without looking through all of them. */
public interface Referrals {

    Optional<Referral> find(UUID id);

    Map<UUID, Referral> find(Collection<UUID> ids);

    /** @return false when a referral of that id is there already */
    boolean add(ReferralOutcome.Changed received);

    /** Reads, decides, and writes only onto what was read; decides again whenever somebody was quicker. */
    ReferralOutcome change(UUID id, Function<Referral, ReferralOutcome> decision);

    /** Everything that stands at a desk now, read as it is asked for. The list may name more than stands there; each referral itself has the last word. */
    Stream<Referral> at(Desk desk);

    /** Looks through every referral and enters it where it stands, for a store whose desks were lost. @return how many were looked at */
    int rebuildDesks();

    /** Received by a practice, or by anyone when empty, the newest first. */
    Page received(Optional<String> practice, Optional<String> cursor, int most);

    /** Those of which a blocking finding was overridden, the newest referral first. */
    Page overridden(Optional<String> cursor, int most);

    /** Those of which a clearance was ever settled, refused or taken back, the newest referral first. */
    Page settled(Optional<String> cursor, int most);

    List<Referral> ofPatient(UUID patientId, int most);

    /** @param next where the following page begins */
    record Page(List<Referral> referrals, Optional<String> next) {
    }
}
