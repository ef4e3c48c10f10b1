package health.foramen.referral.intake;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the procedure itself asks (DOMAIN section 1, row 8, and section 2). */
public final class CatalogueRules {

    /** Row 8: an injection at a nerve root always needs fluoroscopy or CT. */
    public static final Rule GUIDANCE = Rule.of("catalogue.guidance", facts -> facts.entry().flatMap(entry -> facts.proposal().guidance().stream()
            .filter(guidance -> !entry.guidance().contains(guidance))
            .filter(guidance -> !(entry.exceptionalGuidance().contains(guidance) && facts.mayAvoidXRays())).findFirst()
            .map(guidance -> new Finding("catalogue.guidance", Severity.BLOCKING, "%s needs %s; %s is not enough.".formatted(
                    capital(entry.procedure().words()), either(entry.guidance()),
                    guidance == Guidance.NONE ? "working without a picture" : guidance.words()), entry.source()))));

    /** Ultrasound for a spinal target only as a documented exception. */
    public static final Rule ULTRASOUND_EXCEPTION = Rule.of("catalogue.ultrasound-exception", facts -> facts.entry()
            .filter(entry -> facts.mayAvoidXRays()).flatMap(entry -> facts.proposal().guidance().stream()
                    .filter(entry.exceptionalGuidance()::contains).findFirst()
                    .map(guidance -> new Finding("catalogue.ultrasound-exception", Severity.WARNING,
                            "%s is used as an exception because of a contrast reaction or a possible pregnancy: document why.".formatted(
                                    capital(guidance.words())), entry.source()))));

    /** Contrast shows that the needle tip is where it should be. */
    public static final Rule CONTRAST = Rule.of("catalogue.contrast", facts -> facts.entry()
            .filter(entry -> entry.contrast() && facts.proposal().contrast().filter(contrast -> !contrast).isPresent())
            .map(entry -> facts.mayAvoidXRays()
                    ? new Finding("catalogue.contrast", Severity.WARNING,
                    "Contrast is left out because of a reaction or a possible pregnancy: document why.", entry.source())
                    : new Finding("catalogue.contrast", Severity.BLOCKING,
                    capital(entry.procedure().words()) + " needs contrast to show where the needle tip lies.", entry.source())));

    /** Levels lie in the region that the procedure treats. */
    public static final Rule REGION = Rule.of("catalogue.region", facts -> facts.entry().flatMap(entry -> {
        var region = entry.procedure().region();
        var outside = facts.proposal().levels().stream().filter(level -> !region.contains(level)).map(Coded::code).collect(Collectors.joining(", "));
        if (!outside.isEmpty()) {
            return Optional.of(new Finding("catalogue.region", Severity.BLOCKING,
                    "%s is outside the %s region that the procedure treats.".formatted(outside, region.words()), entry.source()));
        }
        return facts.proposal().region().filter(asked -> asked != region).map(asked -> new Finding("catalogue.region", Severity.BLOCKING,
                "The procedure treats the %s region, the target is %s.".formatted(region.words(), asked.words()), entry.source()));
    }));

    /** Interlaminar and caudal injections enter in the midline, every other spinal one from a side. */
    public static final Rule SIDE = Rule.of("catalogue.side", facts -> facts.entry().flatMap(entry ->
            Intake.sideProblem(entry.procedure(), facts.proposal().side())
                    .map(sentence -> new Finding("catalogue.side", Severity.BLOCKING, sentence, entry.source()))));

    /** Both sides in one visit are one session to a payer. */
    public static final Rule BILATERAL = Rule.of("catalogue.bilateral", facts -> facts.entry()
            .filter(entry -> entry.isSpinal() && facts.proposal().side().filter(side -> side == Side.BILATERAL).isPresent())
            .map(entry -> new Finding("catalogue.bilateral", Severity.NOTE,
                    "Both sides are treated in one injection session: it counts once, and takes longer.", entry.source())));

    static final List<Rule> ALL = List.of(GUIDANCE, ULTRASOUND_EXCEPTION, CONTRAST, REGION, SIDE, BILATERAL);

    private CatalogueRules() {
    }

    static String either(List<Guidance> guidance) {
        return guidance.stream().map(Guidance::words).collect(Collectors.joining(" or "));
    }

    static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
