package health.foramen.referral.referral.web;

import health.foramen.referral.patient.Patient;
import health.foramen.referral.referral.Referral;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How other features answer with a referral. */
public final class ReferralViews {

    private ReferralViews() {
    }

    public static ObjectNode line(Referral referral, Optional<Patient> patient) {
        return ReferralJson.line(referral, patient);
    }

    /** After a decision: where it stands, and the permit. */
    public static ResponseEntity<JsonNode> decided(Referral referral) {
        var json = ReferralJson.line(referral, Optional.empty());
        json.remove("patient");
        ReferralJson.permit(referral).ifPresent(permit -> {
            json.set("permit", permit);
            if (permit.has("permitId")) {
                json.set("permitId", permit.get("permitId"));
            }
        });
        return ResponseEntity.ok().eTag(ReferralsApi.tag(referral)).body(json);
    }
}
