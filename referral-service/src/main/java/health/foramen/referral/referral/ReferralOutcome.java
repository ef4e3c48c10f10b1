package health.foramen.referral.referral;

import java.util.List;

/** What became of a wish to change a referral. */
public sealed interface ReferralOutcome {

    record Changed(Referral referral, List<ReferralEvent> events) implements ReferralOutcome {

        public Changed {
            events = List.copyOf(events);
        }
    }

    /** It was so already. */
    record Unchanged(Referral referral) implements ReferralOutcome {
    }

    record Refused(Refusal reason) implements ReferralOutcome {
    }
}
