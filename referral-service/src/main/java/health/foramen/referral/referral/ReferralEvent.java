package health.foramen.referral.referral;

import java.time.Instant;

/** What others must know of a referral; each carries the whole referral as it is from then on. */
public sealed interface ReferralEvent {

    Referral referral();

    Instant at();

    /** It has arrived, or the practice has answered: it waits for triage. */
    record ReferralReceived(Referral referral, Instant at) implements ReferralEvent {
    }

    record EmergencyRecognised(Referral referral, Instant at) implements ReferralEvent {
    }

    record InformationWasRequested(Referral referral, Instant at) implements ReferralEvent {
    }

    record ReferralAccepted(Referral referral, Instant at) implements ReferralEvent {
    }

    record ReferralDeclined(Referral referral, Instant at) implements ReferralEvent {
    }

    record ReferralWithdrawn(Referral referral, Instant at) implements ReferralEvent {
    }

    /** An appointment stands for it, or another than before. */
    record ReferralBooked(Referral referral, Instant at) implements ReferralEvent {
    }

    record ReferralClosed(Referral referral, Instant at) implements ReferralEvent {
    }
}
