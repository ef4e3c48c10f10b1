package health.foramen.referral.intake;

import health.foramen.referral.packs.BloodThinners.Drug;
import health.foramen.referral.packs.BloodThinners.Hold;
import health.foramen.referral.packs.Confidence;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Blood thinners and other screens (DOMAIN section 4). */
public final class SafetyRules {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    /** A drug on the list opens a clearance of its prescriber and may move the earliest date. */
    public static final Rule BLOOD_THINNER = new Rule("safety.blood-thinner", facts -> facts.intake().safety().bloodThinners().stream()
            .map(facts.rules().bloodThinners()::drug).flatMap(Optional::stream).map(drug -> bloodThinner(drug, facts)).filter(Objects::nonNull)
            .toList());

    /** Premedication takes its hours. */
    public static final Rule CONTRAST_REACTION = Rule.of("safety.contrast-reaction", facts -> {
        var hours = facts.rules().screens().contrastNoticeHours();
        var usesContrast = facts.proposal().contrast().orElse(facts.entry().map(entry -> entry.contrast()).orElse(true));
        return facts.intake().safety().contrastReaction() && usesContrast ? Optional.of(Finding.from(hours, "safety.contrast-reaction", Severity.WARNING,
                "An earlier reaction to contrast: order premedication, which needs %d hours' notice; not before %s.".formatted(hours.value(),
                        DAY.format(EarliestDates.afterPremedication(facts))))) : Optional.empty();
    });

    /** A physician decides before any X-ray. */
    public static final Rule PREGNANCY = Rule.of("safety.pregnancy", facts -> {
        var advice = facts.rules().screens().pregnancy();
        var guidance = facts.proposal().guidance().isEmpty() ? facts.entry().map(entry -> entry.guidance()).orElse(List.of())
                : facts.proposal().guidance();
        var xRays = guidance.isEmpty() ? facts.isSpinal() : guidance.stream().anyMatch(picture -> picture.usesXRays());
        return facts.intake().safety().pregnancy() != Intake.Pregnancy.NO && xRays
                ? Optional.of(new Finding("safety.pregnancy", Severity.BLOCKING, advice.sentence(), advice.source())) : Optional.empty();
    });

    /** Nothing is booked while an infection is about. */
    public static final Rule INFECTION = Rule.of("safety.infection", facts -> {
        var advice = facts.rules().screens().infection();
        var safety = facts.intake().safety();
        return (safety.infection() || safety.antibiotics()) && ClinicalRules.concernsInjection(facts)
                ? Optional.of(new Finding("safety.infection", Severity.BLOCKING, advice.sentence(), advice.source())) : Optional.empty();
    });

    /** Advice, never a refusal. */
    public static final Rule DIABETES = Rule.of("safety.diabetes", facts -> facts.intake().safety().diabetes() && ClinicalRules.concernsInjection(facts)
            ? Optional.of(new Finding("safety.diabetes", Severity.NOTE, facts.rules().screens().diabetes().sentence(),
            facts.rules().screens().diabetes().source())) : Optional.empty());

    /** Fasting and a companion. */
    public static final Rule SEDATION = Rule.of("safety.sedation", facts -> facts.proposal().sedation().filter(sedation -> sedation.sedates())
            .map(_ -> new Finding("safety.sedation", Severity.NOTE, facts.rules().screens().sedationInWords(),
                    facts.rules().screens().sedation().source())));

    static final List<Rule> ALL = List.of(BLOOD_THINNER, CONTRAST_REACTION, PREGNANCY, INFECTION, DIABETES, SEDATION);

    private SafetyRules() {
    }

    private static Finding bloodThinner(Drug drug, Facts facts) {
        var id = "safety.blood-thinner." + drug.code();
        var confidence = facts.entry().filter(entry -> entry.confidence() == Confidence.VERIFY).map(_ -> Confidence.VERIFY).orElse(drug.confidence());
        var caveat = confidence == Confidence.VERIFY ? " (value to be verified)" : "";
        return switch (drug.hold(facts.risk())) {
            case Hold.Unneeded _ -> null;
            case Hold.SharedDecision _ -> new Finding(id, Severity.WARNING,
                    "%s: prescriber and proceduralist decide together whether it is held%s; the visit cannot start without their clearance.".formatted(
                            drug.name(), caveat), drug.source(), confidence);
            case Hold.Days(var days, var also) -> new Finding(id, Severity.WARNING,
                    "%s: the prescriber must clear a hold of %d days%s%s; not before %s.".formatted(drug.name(), days,
                            also.map(condition -> " and " + condition).orElse(""), caveat, day(facts.today().plusDays(days))), drug.source(), confidence);
            case Hold.Hours(var hours) -> new Finding(id, Severity.WARNING,
                    "%s: the prescriber must clear a hold of %d hours%s; not before %s.".formatted(drug.name(), hours, caveat,
                            day(EarliestDates.afterHours(facts, hours))), drug.source(), confidence);
            case Hold.ClinicianEnters _ -> new Finding(id, Severity.BLOCKING,
                    "%s: no hold is on file; the clinician must enter the earliest date, and the prescriber must clear it.".formatted(drug.name()),
                    drug.source(), confidence);
        };
    }

    private static String day(LocalDate date) {
        return DAY.format(date);
    }
}
