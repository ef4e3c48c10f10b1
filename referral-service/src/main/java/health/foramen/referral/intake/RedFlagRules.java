package health.foramen.referral.intake;

import health.foramen.referral.packs.RedFlags;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Signs that never enter a queue (DOMAIN section 5). */
public final class RedFlagRules {

    public static final Rule BLADDER_OR_BOWEL = sign(RedFlags.BLADDER_OR_BOWEL, symptom -> symptom.bladderOrBowel());
    public static final Rule SADDLE_NUMBNESS = sign(RedFlags.SADDLE_NUMBNESS, symptom -> symptom.saddleNumbness());
    public static final Rule WEAKNESS_BOTH_LEGS = sign(RedFlags.WEAKNESS_BOTH_LEGS, symptom -> symptom.weakness() == Intake.Weakness.BOTH_LEGS);
    public static final Rule WEAKNESS_PROGRESSIVE =
            sign(RedFlags.WEAKNESS_PROGRESSIVE, symptom -> symptom.weakness() == Intake.Weakness.PROGRESSIVE);

    static final List<Rule> ALL = List.of(BLADDER_OR_BOWEL, SADDLE_NUMBNESS, WEAKNESS_BOTH_LEGS, WEAKNESS_PROGRESSIVE);

    private RedFlagRules() {
    }

    private static Rule sign(String sign, Predicate<Intake.Symptom> shown) {
        var id = "red-flag." + sign;
        return Rule.of(id, facts -> shown.test(facts.intake().symptom())
                ? Optional.of(new Finding(id, Severity.EMERGENCY, facts.rules().redFlags().sentences().get(sign), facts.rules().redFlags().info().source()))
                : Optional.empty());
    }
}
