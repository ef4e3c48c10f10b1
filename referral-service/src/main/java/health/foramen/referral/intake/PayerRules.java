package health.foramen.referral.intake;

import static java.time.temporal.ChronoUnit.DAYS;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Family;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.ledger.Session;
import health.foramen.referral.packs.PayerPack;
import health.foramen.referral.packs.PayerPack.Terms;
import health.foramen.referral.packs.Sourced;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What the payer asks before it pays (DOMAIN section 3). Each reads the pack in force on the day. */
public final class PayerRules {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    public static final Rule PAIN_WEEKS = term("payer.pain-weeks", (facts, terms) -> terms.painWeeks()
            .filter(_ -> !exempt(facts, terms))
            .flatMap(weeks -> facts.intake().symptom().onset().filter(onset -> DAYS.between(onset, facts.today()) < weeks.value() * 7L)
                    .map(onset -> blocking(weeks, "payer.pain-weeks", "%s asks for at least %d weeks of pain%s; the onset was %s, so not before %s.".formatted(
                            payer(facts), weeks.value(), weeks.caveat(), DAY.format(onset), DAY.format(onset.plusWeeks(weeks.value())))))));

    /** Calendar months: 30 November and three months is 28 February. */
    public static final Rule PAIN_MONTHS = term("payer.pain-months", (facts, terms) -> terms.painMonths()
            .filter(_ -> !exempt(facts, terms))
            .flatMap(months -> facts.intake().symptom().onset().filter(onset -> onset.plusMonths(months.value()).isAfter(facts.today()))
                    .map(onset -> blocking(months, "payer.pain-months", "%s asks for at least %d months of pain%s; the onset was %s, so not before %s.".formatted(
                            payer(facts), months.value(), months.caveat(), DAY.format(onset), DAY.format(onset.plusMonths(months.value())))))));

    public static final Rule SCALE = term("payer.scale", (facts, terms) -> terms.scaleRequired() && facts.intake().symptom().pain().isEmpty()
            ? Optional.of(new Finding("payer.scale", Severity.WARNING,
            payer(facts) + " asks for a pain or function score before and after: state the pain from 0 to 10.", terms.source(), terms.confidence()))
            : Optional.empty());

    /** Care that helped is no reason for a needle, care that was not tolerated need not last. Where the wait is not asked, some care still is. */
    public static final Rule CONSERVATIVE_CARE = term("payer.conservative-care", (facts, terms) -> terms.conservativeCareWeeks().flatMap(weeks -> {
        var failed = facts.intake().conservativeCare().stream().filter(care -> care.ended().filter(Intake.CareEnded.BETTER::equals).isEmpty()).toList();
        var tried = daysTried(failed, facts.today());
        var enough = tried >= weeks.value() * 7L || !failed.isEmpty() && exempt(facts, terms)
                || failed.stream().anyMatch(care -> care.ended().filter(Intake.CareEnded.NOT_TOLERATED::equals).isPresent());
        return enough ? Optional.<Finding>empty() : Optional.of(blocking(weeks, "payer.conservative-care",
                "%s asks for at least %d weeks of conservative care that failed or was not tolerated%s; %s stated.".formatted(payer(facts),
                        weeks.value(), weeks.caveat(), tried == 0 ? "none with dates is" : tried + (tried == 1 ? " day is" : " days are"))));
    }));

    public static final Rule LEVELS = term("payer.levels", (facts, terms) -> facts.procedure()
            .flatMap(procedure -> Optional.ofNullable(terms.levels().get(procedure)))
            .filter(most -> facts.proposal().levels().size() > most)
            .map(most -> blocking(terms, "payer.levels", "%s covers at most %d %s in one session; %s are named.".formatted(payer(facts), most,
                    most == 1 ? "level" : "levels", facts.proposal().levels().stream().map(Coded::code).collect(Collectors.joining(", "))))));

    /** One region a session. */
    public static final Rule REGION = term("payer.region", (facts, terms) -> facts.procedure()
            .filter(procedure -> terms.oneRegion() && procedure.region().isSpinal())
            .filter(procedure -> facts.proposal().levels().stream().map(procedure.region()::contains).distinct().count() > 1)
            .map(_ -> blocking(terms, "payer.region", payer(facts) + " covers one region in one session; the levels lie in two.")));

    /** Ultrasound is the exception of an epidural; working without any picture is none. */
    public static final Rule GUIDANCE = term("payer.guidance", (facts, terms) -> terms.guidance().isEmpty() ? Optional.empty()
            : facts.proposal().guidance().stream().filter(guidance -> !terms.guidance().contains(guidance))
            .filter(guidance -> !(guidance == Guidance.ULTRASOUND && terms.family() == Family.EPIDURAL && facts.mayAvoidXRays())).findFirst()
            .map(guidance -> blocking(terms, "payer.guidance", terms.family() == Family.EPIDURAL && guidance == Guidance.ULTRASOUND
                    ? "%s covers %s only; ultrasound would need a documented contrast allergy or pregnancy.".formatted(payer(facts), CatalogueRules.either(terms.guidance()))
                    : "%s covers %s only, not %s.".formatted(payer(facts), CatalogueRules.either(terms.guidance()),
                    guidance == Guidance.NONE ? "working without a picture" : guidance.words()))));

    public static final Rule CONTRAST = term("payer.contrast", (facts, terms) ->
            terms.contrastRequired() && facts.proposal().contrast().filter(contrast -> !contrast).isPresent() && !facts.mayAvoidXRays()
                    ? Optional.of(blocking(terms, "payer.contrast", payer(facts) + " asks for contrast.")) : Optional.empty());

    /** The ledger itself decides at acceptance; here a physician reads it beforehand. */
    public static final Rule SESSIONS = Rule.of("payer.sessions", facts -> facts.limits()
            .flatMap(limits -> facts.ledger().reached(limits, facts.today()))
            .map(reached -> new Finding("payer.sessions", Severity.WARNING, reached.because(), facts.terms().orElseThrow().source(),
                    facts.terms().orElseThrow().confidence())));

    public static final Rule SPACING = Rule.of("payer.spacing", facts -> facts.limits()
            .flatMap(limits -> limits.spacingDays().filter(_ -> facts.ledger().spaced(limits, facts.today()).isAfter(facts.today()))
                    .map(days -> new Finding("payer.spacing", Severity.WARNING, "%s asks for %d days between sessions: not before %s.".formatted(
                            payer(facts), days, DAY.format(facts.ledger().spaced(limits, facts.today()))), facts.terms().orElseThrow().source(),
                            facts.terms().flatMap(Terms::spacingDays).orElseThrow().confidence()))));

    public static final Rule IMAGING_AGE = term("payer.imaging-age", (facts, terms) -> terms.imagingMonths().flatMap(months -> {
        var sectional = facts.intake().imaging().filter(imaging -> imaging.modality()
                .filter(modality -> modality == Intake.Modality.MRI || modality == Intake.Modality.CT).isPresent());
        var date = sectional.flatMap(Intake.Imaging::date);
        if (date.filter(day -> !day.isBefore(facts.today().minusMonths(months.value()))).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(blocking(months, "payer.imaging-age", "%s asks for an MRI or CT of the last %d months%s; %s.".formatted(payer(facts),
                months.value(), months.caveat(), date.map(day -> "the one stated is of " + DAY.format(day)).orElse("none with a date is stated"))));
    }));

    /** A second diagnostic block follows a first whose anaesthetic has long faded: it is no repeat. */
    public static final Rule REPEAT_RELIEF = term("payer.repeat-relief", (facts, terms) -> terms.repeat()
            .filter(_ -> terms.family() != Family.FACET || facts.intake().intent().filter(Intake.Intent.DIAGNOSTIC::equals).isEmpty())
            .flatMap(repeat -> facts.ledger().last(terms.family()).flatMap(last -> repeat(facts, repeat, last))));

    public static final Rule SEDATION = term("payer.sedation", (facts, terms) -> facts.proposal().sedation()
            .filter(terms.sedationNotRoutine()::contains)
            .map(sedation -> new Finding("payer.sedation", Severity.WARNING,
                    "%s does not routinely pay for %s sedation with this procedure.".formatted(payer(facts), sedation.words()), terms.source(), terms.confidence())));

    public static final Rule DIAGNOSTIC_BLOCKS = term("payer.diagnostic-blocks", (facts, terms) -> terms.diagnosticBlocks()
            .flatMap(needed -> {
                var good = facts.ledger().performed().stream().filter(session -> session.procedure().family() == Family.FACET)
                        .filter(session -> session.bestRelief().filter(relief -> relief.percent() >= needed.reliefPercent()).isPresent()).count();
                return good >= needed.count() ? Optional.<Finding>empty() : Optional.of(blocking(terms, "payer.diagnostic-blocks",
                        "%s asks for %d diagnostic blocks with at least %d %% relief each before radiofrequency; %d on record.".formatted(
                                payer(facts), needed.count(), needed.reliefPercent(), good)));
            }));

    public static final Rule PRIOR_AUTHORISATION = term("payer.prior-authorisation", (facts, terms) -> {
        var asked = facts.proposal().settings().isEmpty() ? terms.authorisationIn()
                : terms.authorisationIn().stream().filter(facts.proposal().settings()::contains).toList();
        return asked.isEmpty() ? Optional.empty() : Optional.of(new Finding("payer.prior-authorisation", Severity.WARNING,
                "%s asks for prior authorisation in a %s.".formatted(payer(facts), asked.stream().map(Coded::words).collect(Collectors.joining(" or "))),
                terms.source(), terms.confidence()));
    });

    static final List<Rule> ALL = List.of(PAIN_WEEKS, PAIN_MONTHS, SCALE, CONSERVATIVE_CARE, LEVELS, REGION, GUIDANCE, CONTRAST, SESSIONS, SPACING, IMAGING_AGE,
            REPEAT_RELIEF, SEDATION, DIAGNOSTIC_BLOCKS, PRIOR_AUTHORISATION);

    private PayerRules() {
    }

    private static Rule term(String id, BiFunction<Facts, Terms, Optional<Finding>> judgement) {
        return Rule.of(id, facts -> facts.terms().flatMap(terms -> judgement.apply(facts, terms)));
    }

    /** Relief as the diary tells it, or where the payer takes that for relief, better function as the physician states it. */
    private static Optional<Finding> repeat(Facts facts, PayerPack.Repeat repeat, Session last) {
        var needed = repeat.sustainedDays();
        var since = "the session of " + DAY.format(last.date());
        if (last.sustainedDays(repeat.reliefPercent()).filter(days -> days >= needed.value()).isPresent()) {
            return Optional.empty();
        }
        var gain = repeat.functionGainPercent().flatMap(asked -> facts.intake().function().map(stated -> gained(stated, asked.value(), needed.value(), last)));
        var asks = "%s repeats after at least %d %% relief for %d days%s%s".formatted(payer(facts), repeat.reliefPercent(), needed.value(), needed.caveat(),
                repeat.functionGainPercent().map(percent -> ", or a function gain of %d %%%s for as long".formatted(percent.value(), percent.caveat())).orElse(""));
        var function = gain.map(Gained::words).or(() -> repeat.functionGainPercent().map(_ -> "no function gain is stated")).map(words -> "; " + words).orElse("");
        if (gain.filter(Gained::enough).isPresent()) {
            return Optional.of(Finding.from(repeat.functionGainPercent().orElseThrow(), "payer.repeat-relief", Severity.NOTE, asks + function + "."));
        }
        if (last.bestRelief().isEmpty()) {
            return Optional.of(Finding.from(needed, "payer.repeat-relief", Severity.WARNING, asks + "; no relief is on record for " + since + function + "."));
        }
        return Optional.of(blocking(needed, "payer.repeat-relief", "%s; after %s it was %s%s.".formatted(asks, since,
                last.sustainedDays(repeat.reliefPercent()).map(days -> "reached until day " + days).orElse("at best " + last.bestRelief().get().percent() + " %"), function)));
    }

    private record Gained(boolean enough, String words) {
    }

    private static Gained gained(Intake.FunctionGain stated, int percent, int days, Session last) {
        var after = DAYS.between(last.date(), stated.on());
        var change = "the %s went from %d to %d".formatted(stated.scale().words(), stated.before(), stated.after());
        if (after <= 0) {
            return new Gained(false, "%s on %s, before that session".formatted(change, DAY.format(stated.on())));
        }
        return new Gained(stated.percent() >= percent && after >= days, "%s, %s, on day %d".formatted(change,
                stated.percent() > 0 ? stated.percent() + " % better" : "which is no gain", after));
    }

    private static boolean exempt(Facts facts, Terms terms) {
        return facts.intake().indications().stream().anyMatch(code -> terms.exemptIndications().stream().anyMatch(code::startsWith));
    }

    private static String payer(Facts facts) {
        return facts.payer().map(PayerPack::title).orElse("The payer");
    }

    private static Finding blocking(Sourced<?> value, String rule, String sentence) {
        return Finding.from(value, rule, Severity.BLOCKING, sentence);
    }

    private static Finding blocking(Terms terms, String rule, String sentence) {
        return new Finding(rule, Severity.BLOCKING, sentence, terms.source(), terms.confidence());
    }

    /** Days on which at least one kind of care went on. */
    private static long daysTried(List<Intake.CareTried> tried, LocalDate today) {
        long days = 0;
        var until = LocalDate.MIN;
        for (var care : tried.stream().filter(care -> care.from().isPresent()).sorted(Comparator.comparing(care -> care.from().get())).toList()) {
            var from = care.from().get().isBefore(until) ? until : care.from().get();
            var to = care.to().filter(day -> day.isBefore(today)).orElse(today);
            if (to.isAfter(from)) {
                days += DAYS.between(from, to);
                until = to;
            }
        }
        return days;
    }
}
