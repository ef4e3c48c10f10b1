package health.foramen.referral.ledger;

import health.foramen.referral.care.Region;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** All ledgers. One that nobody has written to is empty, never absent. */
public interface Ledgers {

    Ledger of(UUID patientId, Region region);

    /** Every region in which something was written for the patient. */
    List<Ledger> of(UUID patientId);

    /** Reads, decides, and writes only onto what was read; decides again whenever somebody was quicker. */
    LedgerOutcome change(UUID patientId, Region region, Function<Ledger, LedgerOutcome> decision);

    Optional<Permit> permit(UUID permitId);

    /**
     * Two records are one person: in every region the first account follows the second from now on. Safe to repeat.
     *
     * @param turn grows with each merge and separation of the first; one that comes late changes nothing
     */
    void follow(UUID patientId, UUID other, long turn);

    /** They are two after all: each has its own account again, with what was performed and permitted for it meanwhile. Safe to repeat. */
    void part(UUID patientId, long turn);
}
