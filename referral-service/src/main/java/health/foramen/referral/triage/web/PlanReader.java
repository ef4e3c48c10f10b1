package health.foramen.referral.triage.web;

import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Position;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.Spans;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.referral.Acceptance;
import health.foramen.referral.triage.PlanChoices;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what the clinician chose. Whatever is left out comes from the rules. */
final class PlanReader {

    static final Form.Shape SHAPE = new Form.Shape(
            Set.of("plan.spans.arriveBeforeMinutes", "plan.spans.prepareMinutes", "plan.spans.procedureMinutes", "plan.spans.recoveryMinutes"),
            Set.of("plan.contrast", "plan.monitoring", "plan.escortRequired"),
            Set.of("plan.levels", "plan.guidance", "plan.settings", "plan.sites", "plan.clinicians"));

    private PlanReader() {
    }

    static PlanChoices choices(Reading body) {
        var plan = body.object("plan");
        var procedure = plan.word("procedure", Procedure.class);
        var region = plan.word("region", Region.class);
        procedure.filter(p -> region.filter(r -> r != p.region()).isPresent())
                .ifPresent(p -> plan.wrong("region", "The procedure treats the " + p.region().words() + " region."));
        var choices = new PlanChoices(procedure, some(plan.words("levels", 31, SpinalLevel.class)),
                plan.word("side", Side.class), some(plan.words("guidance", 4, Guidance.class)), plan.yesNo("contrast"),
                plan.word("sedation", Sedation.class), plan.yesNo("monitoring"), plan.word("position", Position.class),
                some(plan.words("settings", 3, Setting.class)), slugs(plan, "sites"), slugs(plan, "clinicians"), spans(plan),
                plan.yesNo("escortRequired"), plan.texts("cpt", 10, 10), plan.yes("fasting"), plan.yes("bloodThinnerHeld"), plan.date("earliest"));
        plan.nothingElse();
        return choices;
    }

    static List<Acceptance.Override> overrides(Reading body) {
        return body.objects("overrides", 50, override -> new Acceptance.Override(
                override.needed("rule", override.line("rule", 100)).orElse(""), override.needed("reason", override.lines("reason", 1_000)).orElse("")));
    }

    private static Optional<Spans> spans(Reading plan) {
        if (!plan.says("spans")) {
            return Optional.empty();
        }
        var spans = plan.object("spans");
        var arrive = spans.needed("arriveBeforeMinutes", spans.whole("arriveBeforeMinutes", 0, 240));
        var prepare = spans.needed("prepareMinutes", spans.whole("prepareMinutes", 0, 240));
        var procedure = spans.needed("procedureMinutes", spans.whole("procedureMinutes", 1, 480));
        var recovery = spans.needed("recoveryMinutes", spans.whole("recoveryMinutes", 0, 480));
        spans.nothingElse();
        return arrive.isPresent() && prepare.isPresent() && procedure.isPresent() && recovery.isPresent()
                ? Optional.of(new Spans(arrive.get(), prepare.get(), procedure.get(), recovery.get())) : Optional.empty();
    }

    private static List<String> slugs(Reading plan, String field) {
        var slugs = plan.texts(field, 20, 80);
        for (int i = 0; i < slugs.size(); i++) {
            if (!slugs.get(i).matches("[a-z0-9][a-z0-9.-]*")) {
                plan.wrongAt("/plan/" + field + "/" + i, "A short name such as lakeside is expected.");
            }
        }
        return slugs;
    }

    private static <T> Optional<List<T>> some(List<T> chosen) {
        return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
    }
}
