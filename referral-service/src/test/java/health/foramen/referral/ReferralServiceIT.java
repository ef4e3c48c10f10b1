package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The API as programs meet it. */
class ReferralServiceIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    static String marias() {
        return """
                {"patient":{"givenName":"María","familyName":"Santos %s","birthDate":"1961-04-02","language":"es","zone":"America/Chicago",
                  "phone":"+1 312 555 0142","email":"maria@example.org","consent":{"text":true,"email":true}},
                 "symptom":{"site":"leg","side":"left","description":"burning","onset":"%s","pain":8,"radiating":true,"numbness":true,"weakness":"none",
                  "bladderOrBowel":false,"saddleNumbness":false},
                 "target":{"region":"lumbar-sacral","levels":["L5"],"side":"left"},"requestedProcedure":"transforaminal-lumbar-sacral",
                 "intent":"therapeutic","indications":["M54.16"],
                 "conservativeCare":[{"kind":"physical-therapy","from":"%s","to":"%s","result":"no better"}],
                 "imaging":{"modality":"mri","date":"%s"},
                 "safety":{"bloodThinners":[],"contrastReaction":false,"pregnancy":"no","infection":false,"antibiotics":false,"diabetes":true},
                 "coverage":{"payer":"medicare","memberId":"1EG4"},"urgency":"soon"}
                """.formatted(UUID.randomUUID().toString().substring(0, 8), TODAY.minusWeeks(10), TODAY.minusWeeks(9), TODAY.minusWeeks(3), TODAY.minusWeeks(4));
    }

    Answer refer(String body) {
        return send("POST", "/api/referrals", AMIN, body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    @Test
    void aReferralIsReceivedTriagedAndPermitted() {
        var received = refer(marias());
        assertThat(received.status()).as(received.raw().body()).isEqualTo(201);
        assertThat(received.text("/status")).isEqualTo("awaiting-triage");
        var id = received.text("/referralId");

        var own = send("GET", "/api/referrals/" + id, AMIN, null);
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.text("/intake/coverage/payer")).isEqualTo("medicare");
        assertThat(send("GET", "/api/referrals/" + id, BROOKS, null).status()).isEqualTo(404);
        assertThat(send("GET", "/api/referrals", BROOKS, null).json().at("/referrals").size()).isZero();
        assertThat(send("GET", "/api/referrals", AMIN, null).json().at("/referrals").values()).anyMatch(line -> line.at("/referralId").asString().equals(id));
        assertThat(send("GET", "/api/triage", HADDAD, null).json().at("/referrals").values()).anyMatch(line -> line.at("/referralId").asString().equals(id));

        var accepted = send("POST", "/api/referrals/" + id + "/accept", HADDAD, "{}");
        assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(200);
        assertThat(accepted.text("/permit/status")).isEqualTo("granted");
        var permit = send("GET", "/api/permits/" + accepted.text("/permitId"), SCHEDULING, null);
        assertThat(permit.status()).isEqualTo(200);
        assertThat(permit.text("/plan/procedure")).isEqualTo("transforaminal-lumbar-sacral");
        assertThat(send("POST", "/api/referrals/" + id + "/accept", HADDAD, "{}").text("/permit/status")).isEqualTo("granted");

        var desk = send("GET", "/api/referrals/" + id, DANA, null);
        assertThat(desk.status()).isEqualTo(200);
        assertThat(desk.json().has("findings")).isFalse();
        assertThat(desk.json().has("intake")).isFalse();
        assertThat(send("GET", "/api/patients/" + received.text("/patientId") + "/card", SCHEDULING, null).text("/initials")).isEqualTo("M.S.");
    }
}
