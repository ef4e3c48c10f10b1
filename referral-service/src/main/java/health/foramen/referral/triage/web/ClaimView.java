package health.foramen.referral.triage.web;

import health.foramen.referral.triage.Claims.Claim;
import java.time.Instant;

/** Who reads a referral, and for how long at least. */
record ClaimView(String referralId, String by, String name, Instant since, Instant until) {

    static ClaimView of(Claim claim) {
        return new ClaimView(claim.referral().toString(), claim.by().id(), claim.by().name(), claim.since(), claim.until());
    }
}
