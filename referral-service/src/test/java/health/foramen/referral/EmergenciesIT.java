package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A red flag is in sight, louder with time, until a clinician has answered it. */
class EmergenciesIT extends RunningService {

    @Test
    void anUnansweredEmergencyIsToldAgainAndCountedUntilItIsAcknowledged() {
        var emergency = refer(marias().replace("\"bladderOrBowel\":false", "\"bladderOrBowel\":true"));
        assertThat(emergency.text("/instruction")).contains("emergency care now");
        var id = emergency.text("/referralId");
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100)).until(() -> send("GET", "/api/emergencies", HADDAD, null).json()
                .at("/emergencies").values().stream().anyMatch(alert -> alert.at("/alertId").asString().equals(id) && alert.at("/repeated").asInt() >= 2));
        assertThat(metric("foramen.emergencies.unacknowledged")).isGreaterThanOrEqualTo(1);
        assertThat(metric("foramen.emergencies.oldest.age")).isGreaterThanOrEqualTo(1);
        assertThat(metric("foramen.emergencies.repeated")).isGreaterThanOrEqualTo(2);
        assertThat(page("/emergencies", HADDAD).body()).contains("Waiting for", "told again");
        assertThat(page("/triage", HADDAD).body()).contains("See and acknowledge");

        var open = metric("foramen.emergencies.unacknowledged");
        var done = send("POST", "/api/emergencies/" + id + "/acknowledge", HADDAD, "{\"done\":\"called, on the way to hospital\"}");
        assertThat(done.text("/acknowledged/done")).isEqualTo("called, on the way to hospital");
        assertThat(metric("foramen.emergencies.unacknowledged")).isLessThan(open);
        assertThat(send("POST", "/api/emergencies/" + id + "/acknowledge", AMIN, "{}").status()).isEqualTo(403);
    }

    private double metric(String name) {
        return send("GET", "/actuator/metrics/" + name, ALEX, null).json().at("/measurements/0/value").asDouble(-1);
    }
}
