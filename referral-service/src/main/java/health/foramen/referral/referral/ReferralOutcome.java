package health.foramen.referral.referral;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

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

    /**
     * Decides on what was read, and on nothing newer. What is so already is no conflict: somebody pressed a button twice.
     *
     * @param seen the revision that was read; without it the newest is decided on
     */
    static ReferralOutcome of(Referral referral, OptionalLong seen, Function<Referral, ReferralOutcome> decision) {
        var outcome = decision.apply(referral);
        return seen.isPresent() && seen.getAsLong() != referral.revision() && !(outcome instanceof Unchanged)
                ? new Refused(new Refusal.StaleRevision(referral.revision())) : outcome;
    }
}
