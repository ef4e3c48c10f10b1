package health.foramen.referral.referral.store;

import health.foramen.referral.care.store.Written;
import health.foramen.referral.referral.Outcome;
import health.foramen.referral.referral.PermitState;
import health.foramen.referral.referral.ReferralState;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The words by which the states of a referral are stored. They never change; classes may. */
public final class StoredReferrals {

    public static final JsonMapper MAPPER = Written.words()
            .cases(ReferralState.class, Map.of("emergency", ReferralState.Emergency.class, "awaiting-triage", ReferralState.AwaitingTriage.class,
                    "information-requested", ReferralState.InformationRequested.class, "accepted", ReferralState.Accepted.class,
                    "booked", ReferralState.Booked.class, "performed", ReferralState.Performed.class, "closed", ReferralState.Closed.class,
                    "declined", ReferralState.Declined.class, "withdrawn", ReferralState.Withdrawn.class))
            .cases(PermitState.class, Map.of("wanted", PermitState.Wanted.class, "granted", PermitState.Granted.class,
                    "withheld", PermitState.Withheld.class))
            .cases(Outcome.class, Map.of("treated", Outcome.Treated.class, "consulted", Outcome.Consulted.class,
                    "not-treated", Outcome.NotTreated.class))
            .mapper();

    private StoredReferrals() {
    }
}
