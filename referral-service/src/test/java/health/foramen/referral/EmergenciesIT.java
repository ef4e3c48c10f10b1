package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A red flag is in sight, louder with time, until a clinician has answered it. */
class EmergenciesIT extends RunningService {

    @Test
    void anUnansweredEmergencyIsToldAgainAndCountedUntilItIsAcknowledged() {
        var emergency = refer(marias().replace("\"bladderOrBowel\":false", "\"bladderOrBowel\":true"));
        assertThat(emergency.text("/instruction")).contains("emergency care now");
        var id = emergency.text("/referralId");
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100)).until(() -> all("/api/emergencies", "/emergencies", HADDAD).stream()
                .anyMatch(alert -> alert.at("/alertId").asString().equals(id) && alert.at("/repeated").asInt() >= 2));
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

    @Test
    void theDeskSeesThatSomebodyWaitsAndFetchesAClinician() {
        var emergency = refer(marias().replace("\"saddleNumbness\":false", "\"saddleNumbness\":true")).text("/referralId");
        var seen = all("/api/emergencies", "/emergencies", DANA).stream().filter(alert -> alert.at("/alertId").asString().equals(emergency)).findFirst().orElseThrow();
        assertThat(seen.at("/signs").size()).as("signs are for those who treat").isZero();
        assertThat(page("/emergencies", DANA).body()).contains("Fetch a clinician now.").doesNotContain(">Acknowledge<", "Acknowledged lately", "saddle");
        assertThat(page("/patients", DANA).body()).as("on the desk's other pages too").contains("See and acknowledge");
        assertThat(post("/emergencies/" + emergency + "/acknowledge", DANA, form("done", "seen")).statusCode()).isEqualTo(403);
        assertThat(send("POST", "/api/emergencies/" + emergency + "/acknowledge", DANA, "{}").status()).isEqualTo(403);
        assertThat(page("/emergencies", AMIN).statusCode()).isEqualTo(403);
        send("POST", "/api/emergencies/" + emergency + "/acknowledge", HADDAD, "{\"done\":\"sent to hospital\"}");
    }

    @Test
    void emergenciesComeInPagesAndOneThatIsAnsweredMeanwhileLosesNobodyThePlace() {
        var raised = List.of(1, 2, 3).stream().map(_ -> refer(marias().replace("\"saddleNumbness\":false", "\"saddleNumbness\":true")).text("/referralId")).toList();
        var whole = all("/api/emergencies", "/emergencies", HADDAD).stream().map(alert -> alert.at("/alertId").asString()).toList();
        var first = send("GET", "/api/emergencies?limit=1", HADDAD, null);
        assertThat(first.json().at("/emergencies").size()).isEqualTo(1);
        assertThat(first.json().at("/all").asInt()).isGreaterThanOrEqualTo(3);
        var read = new ArrayList<>(List.of(first.text("/emergencies/0/alertId")));
        var next = first.text("/next");
        send("POST", "/api/emergencies/" + read.getFirst() + "/acknowledge", HADDAD, "{\"done\":\"called\"}");
        while (!next.isEmpty()) {
            var page = send("GET", "/api/emergencies?limit=1&cursor=" + next, HADDAD, null);
            read.add(page.text("/emergencies/0/alertId"));
            next = page.text("/next");
        }
        assertThat(read).doesNotHaveDuplicates().containsAll(whole).containsAll(raised);
        assertThat(send("GET", "/api/emergencies?cursor=%F0%9F%98%80", HADDAD, null).status()).isEqualTo(400);
        assertThat(send("GET", "/api/emergencies?limit=many", HADDAD, null).status()).isEqualTo(400);
        raised.forEach(id -> send("POST", "/api/emergencies/" + id + "/acknowledge", HADDAD, "{\"done\":\"called\"}"));
    }

    private double metric(String name) {
        return send("GET", "/actuator/metrics/" + name, ALEX, null).json().at("/measurements/0/value").asDouble(-1);
    }
}
