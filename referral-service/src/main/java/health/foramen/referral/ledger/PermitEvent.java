package health.foramen.referral.ledger;

import java.time.Instant;

/** What others must know of a permit; each carries the whole permit. */
public sealed interface PermitEvent {

    Permit permit();

    Instant at();

    /** Granted, or granted still with other dates or clearances. */
    record PermitGranted(Permit permit, Instant at) implements PermitEvent {
    }

    record PermitWithdrawn(Permit permit, Instant at) implements PermitEvent {
    }
}
