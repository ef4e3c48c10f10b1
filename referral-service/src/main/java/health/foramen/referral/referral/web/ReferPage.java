package health.foramen.referral.referral.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Urgency;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.packs.Rulebook;
import health.foramen.referral.patient.Language;
import health.foramen.referral.patient.Sex;
import java.util.Arrays;
import java.util.List;

/** The choices of the form, in the words of the packs in force. */
public record ReferPage(List<Choice> procedures, List<Choice> regions, List<Choice> drugs,
                        List<Choice> payers, List<Choice> languages, List<Choice> sexes, List<Choice> weaknesses, List<Choice> urgencies,
                        List<Choice> care, List<Choice> endings, List<Choice> modalities, List<Choice> intents, List<Choice> scales, List<String> zones) {

    public record Choice(String code, String words) {
    }

    private static final List<String> ZONES = List.of("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
            "America/Anchorage", "Pacific/Honolulu");

    static ReferPage of(Rulebook rules) {
        return new ReferPage(words(Procedure.values()), words(Region.values()),
                rules.drugsByName().stream().map(drug -> new Choice(drug.code(), drug.name())).toList(),
                rules.payersByTitle().stream().map(payer -> new Choice(payer.code(), payer.title())).toList(), words(Language.values()), words(Sex.values()),
                words(Intake.Weakness.values()), words(Urgency.values()), words(Intake.Care.values()), words(Intake.CareEnded.values()), words(Intake.Modality.values()),
                words(Intake.Intent.values()), Arrays.stream(Intake.FunctionScale.values()).map(scale -> new Choice(scale.code(), scale.words() + ", 0 to " + scale.most())).toList(), ZONES);
    }

    private static List<Choice> words(Coded[] words) {
        return Arrays.stream(words).map(word -> new Choice(word.code(), word.words())).toList();
    }
}
