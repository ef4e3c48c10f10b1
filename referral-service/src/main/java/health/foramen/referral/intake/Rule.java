package health.foramen.referral.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One rule with its name. It says nothing, or one thing, or one thing per drug or sign. */
public record Rule(String id, Function<Facts, List<Finding>> judgement) {

    /** A rule that has at most one thing to say. */
    static Rule of(String id, Function<Facts, Optional<Finding>> judgement) {
        return new Rule(id, facts -> judgement.apply(facts).stream().toList());
    }

    public List<Finding> on(Facts facts) {
        return judgement.apply(facts);
    }
}
