package health.foramen.referral.intake;

import health.foramen.referral.packs.Confidence;
import health.foramen.referral.packs.Sourced;
import java.util.Optional;

/**
 * What a rule noticed.
 *
 * @param sentence   as a physician reads it
 * @param source     where the rule comes from
 * @param confidence how sure we are of the value behind it
 */
public record Finding(String rule, Severity severity, String sentence, String source, Confidence confidence) {

    /** What was stored before the confidence was asked for counts as stated. */
    public Finding {
        confidence = Optional.ofNullable(confidence).orElse(Confidence.STATED);
    }

    public Finding(String rule, Severity severity, String sentence, String source) {
        this(rule, severity, sentence, source, Confidence.STATED);
    }

    static Finding from(Sourced<?> value, String rule, Severity severity, String sentence) {
        return new Finding(rule, severity, sentence, value.source(), value.confidence());
    }
}
