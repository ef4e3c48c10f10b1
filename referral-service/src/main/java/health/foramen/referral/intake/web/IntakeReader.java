package health.foramen.referral.intake.web;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.care.Urgency;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.packs.Rulebook;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the intake. Finished means that everything a referral needs must be there; unfinished takes what there is. */
public final class IntakeReader {

    public static final Form.Shape SHAPE = new Form.Shape(Set.of("symptom.pain", "function.before", "function.after"),
            Set.of("symptom.radiating", "symptom.numbness", "symptom.bladderOrBowel", "symptom.saddleNumbness", "safety.contrastReaction",
                    "safety.infection", "safety.antibiotics", "safety.diabetes", "patient.consent.text", "patient.consent.email"),
            Set.of("target.levels", "indications", "safety.bloodThinners"));

    private static final int LINE = 200;
    private static final int LINES = 4_000;

    private IntakeReader() {
    }

    public static Intake read(Reading body, Rulebook rules, LocalDate today, boolean finished) {
        var intake = new Intake(symptom(finished ? body.neededObject("symptom") : body.object("symptom"), finished),
                target(finished ? body.neededObject("target") : body.object("target"), finished),
                body.word("requestedProcedure", Procedure.class), body.word("intent", Intake.Intent.class), indications(body),
                body.objects("conservativeCare", 20, IntakeReader::careTried), body.says("consultation")
                ? Optional.of(consultation(body.object("consultation"))) : Optional.empty(),
                body.says("imaging") ? Optional.of(imaging(body.object("imaging"))) : Optional.empty(),
                safety(finished ? body.neededObject("safety") : body.object("safety"), rules), Optional.empty(), Optional.empty(),
                body.word("urgency", Urgency.class).orElse(Urgency.ROUTINE), body.lines("note", LINES), body.says("function")
                ? function(body.object("function")) : Optional.empty());
        var covered = covered(finished ? body.neededObject("coverage") : body.object("coverage"), intake, rules, finished);
        covered.contradictions(today).forEach(contradiction -> body.wrongAt(contradiction.pointer(), contradiction.detail()));
        return covered;
    }

    private static Intake.Symptom symptom(Reading symptom, boolean finished) {
        var site = symptom.line("site", LINE);
        var description = symptom.lines("description", LINES);
        var onset = symptom.date("onset");
        var pain = symptom.whole("pain", 0, 10);
        if (finished && symptom.isThere()) {
            symptom.needed("site", site);
            symptom.needed("onset", onset);
            symptom.needed("pain", pain);
        }
        var read = new Intake.Symptom(site, symptom.word("side", Side.class), description, onset, pain, symptom.yes("radiating"),
                symptom.yes("numbness"), symptom.word("weakness", Intake.Weakness.class).orElse(Intake.Weakness.NONE), symptom.yes("bladderOrBowel"),
                symptom.yes("saddleNumbness"));
        symptom.nothingElse();
        return read;
    }

    private static Intake.Target target(Reading target, boolean finished) {
        var region = target.word("region", Region.class);
        if (finished && target.isThere()) {
            target.needed("region", region);
        }
        var read = new Intake.Target(region, target.words("levels", 31, SpinalLevel.class), target.word("side", Side.class));
        target.nothingElse();
        return read;
    }

    /** ICD-10-CM: a letter, a digit, and up to five more, with or without the point. */
    private static List<String> indications(Reading body) {
        var codes = body.texts("indications", 20, 20);
        for (int i = 0; i < codes.size(); i++) {
            if (!codes.get(i).matches("[A-Z]\\d[0-9A-Z](\\.?[0-9A-Z]{1,4})?")) {
                body.wrongAt("/indications/" + i, "An ICD-10-CM code such as M54.16 is expected.");
            }
        }
        return codes;
    }

    private static Intake.CareTried careTried(Reading care) {
        var kind = care.needed("kind", care.word("kind", Intake.Care.class)).orElse(Intake.Care.OTHER);
        return new Intake.CareTried(kind, care.date("from"), care.date("to"), care.lines("result", 1_000),
                care.word("ended", Intake.CareEnded.class));
    }

    private static Intake.Consultation consultation(Reading consultation) {
        var read = new Intake.Consultation(consultation.date("date"), consultation.line("by", LINE));
        consultation.nothingElse();
        return read;
    }

    private static Intake.Imaging imaging(Reading imaging) {
        var link = imaging.line("link", 500);
        link.filter(address -> !isSafe(address)).ifPresent(_ -> imaging.wrong("link", "An address that begins with https:// is expected."));
        var read = new Intake.Imaging(imaging.word("modality", Intake.Modality.class), imaging.date("date"), imaging.line("accession", 64),
                imaging.lines("summary", LINES), link.filter(IntakeReader::isSafe));
        imaging.nothingElse();
        return read;
    }

    /** All of it or nothing: one number alone says nothing about a change. */
    private static Optional<Intake.FunctionGain> function(Reading function) {
        var scale = function.needed("scale", function.word("scale", Intake.FunctionScale.class));
        var most = scale.map(Intake.FunctionScale::most).orElse(100);
        var before = function.needed("before", function.whole("before", 0, most));
        var after = function.needed("after", function.whole("after", 0, most));
        var on = function.needed("on", function.date("on"));
        function.nothingElse();
        return scale.isPresent() && before.isPresent() && after.isPresent() && on.isPresent()
                ? Optional.of(new Intake.FunctionGain(scale.get(), before.get(), after.get(), on.get())) : Optional.empty();
    }

    /** A link that a clinician may follow: encrypted, to a named host, and without a password in it. */
    private static boolean isSafe(String address) {
        try {
            var uri = new URI(address);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static Intake.Safety safety(Reading safety, Rulebook rules) {
        var drugs = safety.texts("bloodThinners", 20, 60);
        for (int i = 0; i < drugs.size(); i++) {
            if (rules.bloodThinners().drug(drugs.get(i)).isEmpty()) {
                safety.wrongAt("/safety/bloodThinners/" + i, "The drug is not known; expected is one of "
                        + String.join(", ", rules.drugsByName().stream().map(drug -> drug.code()).toList()) + ".");
            }
        }
        var read = new Intake.Safety(drugs, safety.yes("contrastReaction"),
                safety.word("pregnancy", Intake.Pregnancy.class).orElse(Intake.Pregnancy.NO), safety.yes("infection"), safety.yes("antibiotics"),
                safety.yes("diabetes"), safety.lines("allergies", 1_000));
        safety.nothingElse();
        return read;
    }

    private static Intake covered(Reading coverage, Intake intake, Rulebook rules, boolean finished) {
        var payer = coverage.line("payer", 60);
        if (finished && coverage.isThere()) {
            coverage.needed("payer", payer);
        }
        if (payer.isPresent() && rules.payer(payer.get()).isEmpty()) {
            coverage.wrong("payer", "The payer is not known; expected is one of "
                    + String.join(", ", rules.payersByTitle().stream().map(pack -> pack.code()).toList()) + ".");
        }
        var memberId = coverage.line("memberId", 60);
        coverage.nothingElse();
        return new Intake(intake.symptom(), intake.target(), intake.requestedProcedure(), intake.intent(), intake.indications(),
                intake.conservativeCare(), intake.consultation(), intake.imaging(), intake.safety(), payer, memberId, intake.urgency(), intake.note(),
                intake.function());
    }
}
