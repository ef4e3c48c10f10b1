package health.foramen.referral.referral.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.referral.PermitState;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;

/** Where a referral stands, in a sentence for the physician. */
final class Standing {

    private Standing() {
    }

    static String of(Referral referral, Moments moments) {
        return switch (referral.state()) {
            case ReferralState.Emergency _ -> "Not queued. Please send the patient to emergency care.";
            case ReferralState.AwaitingTriage a -> "Waiting for a clinician since " + moments.time(a.since()) + ".";
            case ReferralState.InformationRequested r -> "The clinic has asked you something on " + moments.time(r.since()) + ".";
            case ReferralState.Accepted a -> switch (a.permit()) {
                case PermitState.Wanted _ -> "Accepted by " + a.acceptance().by().name() + ".";
                case PermitState.Granted _ -> a.bookAgainBecause().map(why -> "To be booked again: " + why + ".")
                        .orElse("Accepted by " + a.acceptance().by().name() + "; the front desk is looking for an appointment.");
                case PermitState.Withheld w -> "Accepted, but it cannot be booked yet: " + w.because();
            };
            case ReferralState.Booked b -> "Booked for " + moments.time(b.appointment().localStart()) + ".";
            case ReferralState.Performed p -> "Done on " + moments.date(p.on()) + ". We ask the patient how it feels.";
            case ReferralState.Closed c -> "Closed on " + moments.time(c.at()) + ".";
            case ReferralState.Declined d -> "Declined by " + d.by().name() + d.category().map(code -> " (" + code.words() + ")").orElse("") + ": " + d.reason();
            case ReferralState.Withdrawn w -> "Withdrawn by " + w.by().name() + ": " + w.reason();
        };
    }
}
