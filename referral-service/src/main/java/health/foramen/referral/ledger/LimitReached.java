package health.foramen.referral.ledger;

import java.time.LocalDate;

/** Why no permit can be granted now, in one sentence, and from which day it can. */
public record LimitReached(String because, LocalDate nextEligible) {
}
