package health.foramen.referral.referral.web;

import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.RecognisingPatients;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.store.StoredReferrals;
import health.foramen.safeguard.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a practice knows already, for its next referral: its patients, and earlier referrals as the beginning of new ones. */
@RestController
public final class KnownApi {

    private final RecognisingPatients recognising;
    private final CorrespondingOnReferrals corresponding;
    private final Patients patients;

    public KnownApi(RecognisingPatients recognising, CorrespondingOnReferrals corresponding, Patients patients) {
        this.recognising = recognising;
        this.corresponding = corresponding;
        this.patients = patients;
    }

    @GetMapping("/api/referrals/known-patients")
    Map<String, List<JsonNode>> known(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String birthDate,
            @RequestParam(defaultValue = "") String recordNumber, Person person) {
        var asked = Reading.of(StoredReferrals.MAPPER.createObjectNode().put("name", name).put("birthDate", birthDate).put("recordNumber", recordNumber));
        var words = asked.line("name", 200);
        var born = asked.date("birthDate");
        var number = asked.line("recordNumber", 40);
        if (number.isEmpty() && (words.isEmpty() || born.isEmpty()) && asked.mistakes().isEmpty()) {
            asked.wrong("birthDate", "A birth date with a name, or a record number, is needed.");
        }
        Mistakes.refuse(asked.mistakes());
        var viewer = Callers.viewer(person);
        return Map.of("patients", recognising.recognise(viewer, words.orElse(""), born, number).stream().<JsonNode>map(known -> {
            var json = Copying.patient(known.patient(), viewer).put("patientId", known.patient().id().toString());
            var earlier = json.putArray("referrals");
            known.earlier().forEach(referral -> earlier.addObject().put("referralId", referral.id().toString()).put("receivedAt", referral.receivedAt().toString())
                    .put("status", referral.state().code()));
            return json;
        }).toList());
    }

    /** What still holds of it, as the body of a new referral; what changes from week to week is left out and has to be asked anew. */
    @GetMapping("/api/referrals/{id}/copy")
    ResponseEntity<?> copy(@PathVariable UUID id, Person person) {
        var viewer = Callers.viewer(person);
        Optional<ObjectNode> copied = corresponding.find(id, viewer).flatMap(referral -> patients.find(referral.patientId()).filter(patient -> !patient.erased())
                .map(patient -> Copying.whole(referral, patient, viewer)));
        return copied.<ResponseEntity<?>>map(ResponseEntity::ok).orElseGet(() -> RefusalProblems.of(new Refusal.UnknownReferral()).response());
    }
}
