package health.foramen.referral.intake;

import static java.time.temporal.ChronoUnit.DAYS;

import health.foramen.referral.care.Region;
import health.foramen.referral.care.Side;
import java.util.List;
import java.util.Optional;

/** What any clinician would ask before an injection, whoever pays (DOMAIN section 1, rows 2 to 5). */
public final class ClinicalRules {

    /** Row 3: most pinched nerves recover unaided; an injection when the pain is severe or has lasted some weeks. */
    public static final Rule DURATION_OR_SEVERITY = Rule.of("clinical.duration-or-severity", facts -> {
        var screens = facts.rules().screens();
        var symptom = facts.intake().symptom();
        var severe = symptom.pain().filter(pain -> pain >= screens.severePain().value()).isPresent();
        if (!concernsInjection(facts) || severe) {
            return Optional.empty();
        }
        return symptom.onset().map(onset -> DAYS.between(onset, facts.today())).filter(days -> days < screens.painWeeks().value() * 7L)
                .map(days -> Finding.from(screens.painWeeks(), "clinical.duration-or-severity", Severity.BLOCKING,
                        "The pain has lasted %d %s and is below %d of 10: most pinched nerves recover unaided within %d weeks.".formatted(days,
                                days == 1 ? "day" : "days", screens.severePain().value(), screens.painWeeks().value())));
    });

    /** Row 4: medication, physical therapy and lifestyle come first. */
    public static final Rule CONSERVATIVE_CARE = Rule.of("clinical.conservative-care", facts ->
            concernsInjection(facts) && facts.intake().conservativeCare().isEmpty()
                    ? Optional.of(new Finding("clinical.conservative-care", Severity.WARNING,
                    "No conservative care is stated: medication, physical therapy and lifestyle come before an injection.",
                    facts.rules().screens().info().source()))
                    : Optional.empty());

    /** Row 5: a spine specialist is consulted before deciding. */
    public static final Rule CONSULTATION = Rule.of("clinical.consultation", facts ->
            concernsInjection(facts) && facts.isSpinal() && facts.intake().consultation().isEmpty()
                    ? Optional.of(new Finding("clinical.consultation", Severity.NOTE,
                    "No consultation of a spine specialist is stated; triage may book one first.", facts.rules().screens().info().source()))
                    : Optional.empty());

    /** Row 2: a nerve has a level. */
    public static final Rule LEVEL = Rule.of("clinical.level", facts ->
            concernsInjection(facts) && facts.isSpinal() && facts.proposal().levels().isEmpty()
                    ? Optional.of(new Finding("clinical.level", Severity.WARNING,
                    "No level is named; the clinician will choose it from symptom and imaging.", facts.rules().screens().info().source()))
                    : Optional.empty());

    /** Row 2: a nerve has a side, and the target's is usually the symptom's. */
    public static final Rule SIDE = Rule.of("clinical.side", facts -> {
        var target = facts.proposal().side();
        var symptom = facts.intake().symptom().side();
        var opposite = target.isPresent() && symptom.isPresent()
                && (target.get() == Side.LEFT && symptom.get() == Side.RIGHT || target.get() == Side.RIGHT && symptom.get() == Side.LEFT);
        return opposite ? Optional.of(new Finding("clinical.side", Severity.WARNING,
                "The symptom is on the %s, the target on the %s: please check the side.".formatted(symptom.get().words(), target.get().words()),
                facts.rules().screens().info().source())) : Optional.empty();
    });

    static final List<Rule> ALL = List.of(DURATION_OR_SEVERITY, CONSERVATIVE_CARE, CONSULTATION, LEVEL, SIDE);

    private ClinicalRules() {
    }

    static boolean concernsInjection(Facts facts) {
        return facts.procedure().map(procedure -> procedure.isInjection()).orElse(facts.proposal().region()
                .filter(region -> region != Region.NONE).isPresent());
    }
}
