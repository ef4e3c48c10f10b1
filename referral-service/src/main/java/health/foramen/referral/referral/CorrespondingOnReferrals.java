package health.foramen.referral.referral;

import health.foramen.referral.care.Who;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** Reading a referral, and what the practice may do with its own: answer the clinic, or take it back. */
public final class CorrespondingOnReferrals {

    /** More than a practice answers in a day. */
    private static final int MOST_TO_ANSWER = 200;

    private final Referrals referrals;
    private final SettlingPermits permits;
    private final Clock clock;

    public CorrespondingOnReferrals(Referrals referrals, SettlingPermits permits, Clock clock) {
        this.referrals = referrals;
        this.permits = permits;
        this.clock = clock;
    }

    public Optional<Referral> find(UUID id, Viewer viewer) {
        return referrals.find(id).filter(viewer::sees);
    }

    public Referrals.Page list(Viewer viewer, Optional<String> cursor, int most) {
        return referrals.received(viewer.practice(), cursor, most);
    }

    /** What the clinic has asked this practice, the most urgent and then the oldest first. */
    public List<Referral> toAnswer(Viewer viewer) {
        var asked = new Referrals.Wanted(Optional.empty(), Optional.empty(), Optional.empty(), viewer.practice(), false, true);
        return referrals.standing(Desk.TRIAGE, asked, "", MOST_TO_ANSWER).referrals();
    }

    public ReferralOutcome answer(UUID id, Viewer viewer, OptionalLong seen, Who by, String answer) {
        return change(id, viewer, seen, referral -> referral.answer(by, answer, clock.instant()));
    }

    public ReferralOutcome withdraw(UUID id, Viewer viewer, OptionalLong seen, Who by, String reason) {
        var outcome = change(id, viewer, seen, referral -> referral.withdraw(by, reason, clock.instant()));
        if (outcome instanceof ReferralOutcome.Changed) {
            permits.settle(id);
        }
        return outcome;
    }

    private ReferralOutcome change(UUID id, Viewer viewer, OptionalLong seen, Function<Referral, ReferralOutcome> decision) {
        return referrals.change(id, referral -> viewer.sees(referral) ? ReferralOutcome.of(referral, seen, decision)
                : new ReferralOutcome.Refused(new Refusal.UnknownReferral()));
    }
}
