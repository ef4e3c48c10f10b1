package health.foramen.referral.triage;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Urgency;
import health.foramen.referral.care.Who;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;
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

        boolean lets(Waiting waiting) {
            var intake = waiting.referral().intake();
            return urgency.filter(wanted -> wanted != intake.urgency()).isEmpty()
                    && payer.filter(wanted -> !intake.payer().equals(Optional.of(wanted))).isEmpty()
                    && procedure.filter(wanted -> !intake.requestedProcedure().equals(Optional.of(wanted))).isEmpty()
                    && mine.filter(me -> waiting.claim().filter(claim -> claim.isBy(me)).isEmpty()).isEmpty()
                    && (!missing || !waiting.completeness().isWhole() || waiting.isAsked());
        }
    }

    public boolean isAsked() {
        return referral.state() instanceof ReferralState.InformationRequested;
    }

    public boolean isReadByAnother(Who me) {
        return claim.filter(standing -> !standing.isBy(me)).isPresent();
    }
}
