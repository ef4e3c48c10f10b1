package health.foramen.referral.intake;

/** What a rule noticed. @param sentence as a physician reads it, {@code source} where the rule comes from */
public record Finding(String rule, Severity severity, String sentence, String source) {
}
