package health.foramen.referral.referral;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** When the clinic wants to see the patient back, or why not. */
public record FollowUp(Optional<LocalDate> date, Optional<String> noneBecause) {

    public static final FollowUp UNKNOWN = new FollowUp(Optional.empty(), Optional.empty());

    FollowUp rewritten(UnaryOperator<String> words) {
        return new FollowUp(date, noneBecause.map(words));
    }
}
