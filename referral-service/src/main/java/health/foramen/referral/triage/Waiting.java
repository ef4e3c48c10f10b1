package health.foramen.referral.triage;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Urgency;
import health.foramen.referral.care.Who;
import health.foramen.referral.intake.Completeness;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Referrals;
import java.time.Instant;
import java.util.Optional;

/** One referral that waits: since when, how much of it is told, and who reads it now. */
public record Waiting(Referral referral, Instant since, Completeness completeness, Optional<Claims.Claim> claim) {

    /**
     * What of the worklist somebody wants to see.
     *
     * @param mine    only what this person reads now
     * @param missing only what is not complete, or was asked about
     */
    public record Filter(Optional<Urgency> urgency, Optional<String> payer, Optional<Procedure> procedure, Optional<Who> mine, boolean missing) {

        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

        Referrals.Wanted wanted() {
            return new Referrals.Wanted(urgency, payer, procedure, Optional.empty(), missing, false);
        }
    }

    public boolean isAsked() {
        return referral.state() instanceof ReferralState.InformationRequested;
    }

    public boolean isReadByAnother(Who me) {
        return claim.filter(standing -> !standing.isBy(me)).isPresent();
    }
}
