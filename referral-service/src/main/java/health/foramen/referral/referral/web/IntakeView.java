package health.foramen.referral.referral.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.packs.Rulebook;
import java.util.ArrayList;
import java.util.List;

/** What the physician told, as label and words. */
public record IntakeView(List<Line> lines) {

    public record Line(String label, String words) {
    }

    public static IntakeView of(Intake intake, Moments moments, Rulebook rules) {
        var lines = new ArrayList<Line>();
        var symptom = intake.symptom();
        add(lines, "Where it hurts", join(", ", symptom.site().orElse(""), symptom.side().map(Coded::words).orElse("")));
        add(lines, "In words", symptom.description().orElse(""));
        add(lines, "Since", symptom.onset().map(moments::date).orElse(""));
        add(lines, "Pain", symptom.pain().map(pain -> pain + " of 10").orElse(""));
        add(lines, "Signs", join(", ", symptom.radiating() ? "radiating" : "", symptom.numbness() ? "numbness" : "",
                symptom.weakness() == Intake.Weakness.NONE ? "" : "weakness: " + symptom.weakness().words(),
                symptom.bladderOrBowel() ? "bladder or bowel trouble" : "", symptom.saddleNumbness() ? "saddle numbness" : ""));
        add(lines, "Target", join(", ", intake.target().region().map(region -> region.words() + " region").orElse(""),
                ReferralJson.codes(intake.target().levels()), intake.target().side().map(Coded::words).orElse("")));
        add(lines, "Asked for", intake.requestedProcedure().map(p -> Plan.words(p, intake.target().levels(), intake.target().side())).orElse("the clinic's advice"));
        add(lines, "Intent", intake.intent().map(Coded::words).orElse(""));
        add(lines, "Indications", String.join(", ", intake.indications()));
        for (var care : intake.conservativeCare()) {
            add(lines, "Tried", join(", ", care.kind().words(), care.from().map(day -> "from " + moments.date(day)).orElse(""),
                    care.to().map(day -> "to " + moments.date(day)).orElse(""),
                    care.ended().map(Coded::words).orElse(""), care.result().orElse("")));
        }
        intake.function().ifPresent(gain -> add(lines, "Function since the last", "%s from %d to %d of %d, on %s".formatted(gain.scale().words(), gain.before(),
                gain.after(), gain.scale().most(), moments.date(gain.on()))));
        intake.consultation().ifPresent(c -> add(lines, "Consultation", join(", ", c.by().orElse(""), c.date().map(moments::date).orElse(""))));
        intake.imaging().ifPresent(i -> add(lines, "Imaging", join(", ", i.modality().map(Intake.Modality::words).orElse(""),
                i.date().map(moments::date).orElse(""), i.accession().map(number -> "accession " + number).orElse(""), i.summary().orElse(""))));
        var safety = intake.safety();
        add(lines, "Safety", join(", ", String.join(", ", safety.bloodThinners().stream().map(code -> rules.bloodThinners().drug(code).map(d -> d.name()).orElse(code)).toList()),
                safety.contrastReaction() ? "contrast reaction before" : "", safety.pregnancy() == Intake.Pregnancy.NO ? "" : "pregnancy: " + safety.pregnancy().words(),
                safety.infection() ? "infection or fever" : "", safety.antibiotics() ? "antibiotics" : "", safety.diabetes() ? "diabetes" : "",
                safety.allergies().map(a -> "allergies: " + a).orElse("")));
        add(lines, "Cover", join(", ", intake.payer().map(code -> rules.payer(code).map(p -> p.title()).orElse(code)).orElse(""), intake.memberId().orElse("")));
        add(lines, "Urgency", intake.urgency().words());
        add(lines, "Note", intake.note().orElse(""));
        return new IntakeView(List.copyOf(lines));
    }

    private static void add(List<Line> lines, String label, String words) {
        if (!words.isBlank()) {
            lines.add(new Line(label, Reading.capital(words)));
        }
    }

    private static String join(String between, String... parts) {
        return String.join(between, List.of(parts).stream().filter(part -> !part.isBlank()).toList());
    }
}
