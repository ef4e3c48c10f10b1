package health.foramen.referral.referral.web;

import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;
import java.util.List;
import java.util.stream.IntStream;

/** One dot of the passage from received to closed. @param mark class of the stylesheet */
public record Dot(String word, String mark) {

    private static final List<String> WORDS = List.of("received", "triaged", "booked", "done", "relief", "closed");

    /** Those that lie behind are filled, the next one is what is waited for; nothing is, once the referral has ended on the way. */
    public static List<Dot> of(Referral referral) {
        var behind = referral.state().dots();
        var goesOn = switch (referral.state()) {
            case ReferralState.AwaitingTriage _, ReferralState.InformationRequested _, ReferralState.Accepted _, ReferralState.Booked _,
                    ReferralState.Performed _ -> true;
            case ReferralState.Emergency _, ReferralState.Closed _, ReferralState.Declined _, ReferralState.Withdrawn _ -> false;
        };
        return IntStream.range(0, WORDS.size())
                .mapToObj(i -> new Dot(WORDS.get(i), i < behind ? "is-done" : i == behind && goesOn ? "is-now" : "")).toList();
    }
}
