package health.foramen.journeys;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What a physician writes down of a patient. */
final class Referrals {

    private Referrals() {
    }

    /** Twelve weeks of pain down the left leg from a herniated disc, eight weeks of care that did not help: plainly appropriate. */
    static Map<String, Object> legPainOf(Patient patient, LocalDate today) {
        return Map.ofEntries(
                Map.entry("patient", patient.asJson()),
                Map.entry("symptom", Map.of("site", "left leg", "side", "left", "description", "Burning pain from the buttock to the big toe",
                        "onset", today.minusWeeks(12).toString(), "pain", 7, "radiating", true, "numbness", true, "weakness", "none",
                        "bladderOrBowel", false, "saddleNumbness", false)),
                Map.entry("target", Map.of("region", "lumbar-sacral", "levels", List.of("L5"), "side", "left")),
                Map.entry("requestedProcedure", "transforaminal-lumbar-sacral"),
                Map.entry("intent", "therapeutic"),
                Map.entry("indications", List.of("M51.16", "M54.16")),
                Map.entry("conservativeCare", List.of(
                        Map.of("kind", "medication", "from", today.minusWeeks(11).toString(), "to", today.minusWeeks(3).toString(), "result", "little relief"),
                        Map.of("kind", "physical-therapy", "from", today.minusWeeks(10).toString(), "to", today.minusWeeks(2).toString(), "result", "no relief"))),
                Map.entry("consultation", Map.of("date", today.minusWeeks(1).toString(), "by", "Dr. Ruth Weiss")),
                Map.entry("imaging", Map.of("modality", "mri", "date", today.minusWeeks(4).toString(), "accession", "RIV-20881", "summary", "L4/5 disc herniation, left")),
                Map.entry("safety", Map.of("bloodThinners", List.of(), "contrastReaction", false, "pregnancy", "no", "infection", false,
                        "antibiotics", false, "diabetes", false)),
                Map.entry("coverage", Map.of("payer", "self-pay")),
                Map.entry("urgency", "routine"),
                Map.entry("note", CLINICAL_NOTE));
    }

    /** Nobody at the front desk may ever read this sentence. */
    static final String CLINICAL_NOTE = "Afraid of needles; failed gabapentin";
}
