package health.foramen.referral.referral.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Viewer;
import health.foramen.referral.referral.store.StoredReferrals;
import java.util.List;
import java.util.Optional;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of an earlier referral still holds for a new one, as the body of a new referral or the fields of its form. Who it is, how they are reached and
 * what was found carries over. What changes from week to week does not: pain and signs, infection, antibiotics and pregnancy have to be asked anew, and
 * consent is the patient's to give.
 */
final class Copying {

    private Copying() {
    }

    static ObjectNode patient(Patient patient, Viewer viewer) {
        var json = StoredReferrals.MAPPER.createObjectNode();
        json.put("givenName", patient.identity().givenName()).put("familyName", patient.identity().familyName())
                .put("birthDate", patient.identity().birthDate().toString());
        patient.identity().sex().ifPresent(sex -> json.put("sex", sex.code()));
        viewer.practice().map(patient.recordNumbers()::get).ifPresent(number -> json.put("recordNumber", number));
        json.put("language", patient.contact().language().code()).put("zone", patient.contact().zone().getId());
        patient.contact().phone().ifPresent(phone -> json.put("phone", phone));
        patient.contact().email().ifPresent(email -> json.put("email", email));
        return json;
    }

    static ObjectNode coverage(Intake intake) {
        var json = StoredReferrals.MAPPER.createObjectNode();
        intake.payer().ifPresent(payer -> json.put("payer", payer));
        intake.memberId().ifPresent(member -> json.put("memberId", member));
        return json;
    }

    static ObjectNode whole(Referral referral, Patient patient, Viewer viewer) {
        var intake = referral.intake();
        var json = StoredReferrals.MAPPER.createObjectNode();
        json.set("patient", patient(patient, viewer));
        var symptom = json.putObject("symptom");
        intake.symptom().site().ifPresent(site -> symptom.put("site", site));
        intake.symptom().side().ifPresent(side -> symptom.put("side", side.code()));
        intake.symptom().description().ifPresent(words -> symptom.put("description", words));
        intake.symptom().onset().ifPresent(onset -> symptom.put("onset", onset.toString()));
        var target = json.putObject("target");
        intake.target().region().ifPresent(region -> target.put("region", region.code()));
        target.set("levels", codes(intake.target().levels()));
        intake.target().side().ifPresent(side -> target.put("side", side.code()));
        intake.requestedProcedure().ifPresent(procedure -> json.put("requestedProcedure", procedure.code()));
        intake.intent().ifPresent(intent -> json.put("intent", intent.code()));
        json.set("indications", StoredReferrals.MAPPER.valueToTree(intake.indications()));
        json.set("conservativeCare", StoredReferrals.MAPPER.valueToTree(intake.conservativeCare()));
        intake.consultation().ifPresent(consultation -> json.set("consultation", StoredReferrals.MAPPER.valueToTree(consultation)));
        intake.imaging().ifPresent(imaging -> json.set("imaging", StoredReferrals.MAPPER.valueToTree(imaging)));
        var safety = json.putObject("safety");
        safety.set("bloodThinners", StoredReferrals.MAPPER.valueToTree(intake.safety().bloodThinners()));
        safety.put("contrastReaction", intake.safety().contrastReaction()).put("diabetes", intake.safety().diabetes());
        intake.safety().allergies().ifPresent(allergies -> safety.put("allergies", allergies));
        json.set("coverage", coverage(intake));
        json.put("urgency", "routine");
        return json;
    }

    /** The same as fields of the form. Each kind of care has a row of its own there. */
    static MultiValueMap<String, String> fields(ObjectNode body) {
        var fields = new LinkedMultiValueMap<String, String>();
        body.properties().forEach(part -> flatten(part.getKey(), part.getValue(), fields));
        return fields;
    }

    private static void flatten(String name, JsonNode node, MultiValueMap<String, String> fields) {
        switch (node) {
            case ObjectNode object -> object.properties().forEach(part -> flatten(name + "." + part.getKey(), part.getValue(), fields));
            case ArrayNode array when name.equals("conservativeCare") -> array.forEach(care -> Coded.of(Intake.Care.class, care.path("kind").asString(""))
                    .filter(kind -> !fields.containsKey(name + "." + kind.ordinal() + ".kind"))
                    .ifPresent(kind -> flatten(name + "." + kind.ordinal(), care, fields)));
            case ArrayNode array when name.equals("indications") -> fields.add(name, String.join(", ", array.valueStream().map(code -> code.asString("")).toList()));
            case ArrayNode array -> array.forEach(value -> fields.add(name, value.asString("")));
            default -> Optional.of(node.asString("")).filter(text -> !text.isEmpty() && !text.equals("false")).ifPresent(text -> fields.add(name, text));
        }
    }

    private static JsonNode codes(List<? extends Coded> words) {
        return StoredReferrals.MAPPER.valueToTree(words.stream().map(Coded::code).toList());
    }
}
