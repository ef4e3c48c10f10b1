package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.outbox.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A list from another clinic: looked at first, recorded after, and safe to bring twice. */
class HistoryListsIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

    private HttpResponse<String> upload(String path, String key, String file) throws Exception {
        var boundary = "part-" + UUID.randomUUID();
        var body = "--%1$s\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n%2$s\r\n--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\lists\\\\letters.csv\"\r\nContent-Type: text/csv\r\n\r\n%3$s\r\n--%1$s--\r\n"
                .formatted(boundary, key, file);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(address(path))).header("Authorization", "Bearer " + DANA)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary).header("Idempotency-Key", key)
                .header("Accept", path.startsWith("/api") ? "application/json" : "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode eventually(String list, String phase) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                .until(() -> send("GET", "/api/patients/history-lists/" + list, DANA, null).text("/phase").equals(phase));
        return send("GET", "/api/patients/history-lists/" + list, DANA, null).json();
    }

    @Test
    void aListIsCheckedFirstThenRecordedAndBroughtTwiceIsOnce() throws Exception {
        var received = refer(marias());
        var patient = received.text("/patientId");
        var referral = send("GET", "/api/referrals/" + received.text("/referralId"), AMIN, null);
        var family = referral.text("/patient/familyName");
        var file = """
                Patient;First name;Last name;DOB;Date of service;CPT;Insurance;Remarks
                %s;;;;%s;62323;medicare;good by number
                ;maria;%s;4/2/1961;%s;64483;;good by name, accents and case do not matter
                ;María;%s;1961-04-02;%s;64483;;the same once more
                %s;;;;%s;99999;;no such procedure
                ;Nobody;=cmd|calc;1961-04-02;%s;62323;;nobody
                %s;;;;%s;62323;;tomorrow
                """.formatted(patient, TODAY.minusMonths(5), family, TODAY.minusMonths(2), family, TODAY.minusMonths(2), patient, TODAY, TODAY.minusDays(9), patient, TODAY.plusDays(2));
        var key = UUID.randomUUID().toString();
        var brought = upload("/api/patients/history-lists", key, file);
        assertThat(brought.statusCode()).as(brought.body()).isEqualTo(201);
        var list = Json.mapper().readTree(brought.body()).at("/listId").asString();
        var checked = eventually(list, "checked");
        assertThat(checked.at("/checked/fresh").asInt()).isEqualTo(2);
        assertThat(checked.at("/checked/known").asInt()).isEqualTo(1);
        assertThat(checked.at("/checked/rejected").asInt()).isEqualTo(3);
        assertThat(checked.at("/name").asString()).isEqualTo("letters.csv");
        assertThat(checked.at("/ignoredColumns/0").asString()).isEqualTo("Remarks");
        assertThat(send("GET", "/api/patients/" + patient + "/history", DANA, null).json().at("/sessions").size()).as("a dry run writes nothing").isZero();
        assertThat(upload("/api/patients/history-lists", key, file).statusCode()).isEqualTo(201);
        assertThat(upload("/api/patients/history-lists", key, file + "x").statusCode()).isEqualTo(422);

        assertThat(send("POST", "/api/patients/history-lists/" + list + "/record", DANA, null).status()).isEqualTo(202);
        var done = eventually(list, "done");
        assertThat(done.at("/recorded/fresh").asInt()).isEqualTo(2);
        assertThat(done.at("/recorded/known").asInt()).isEqualTo(1);
        assertThat(send("GET", "/api/patients/" + patient + "/history", DANA, null).json().at("/sessions").size()).isEqualTo(2);
        assertThat(send("POST", "/api/patients/history-lists/" + list + "/discard", DANA, null).status()).isEqualTo(409);

        var report = page("/patients/imports/" + list + "/rejected.csv", DANA);
        assertThat(report.headers().firstValue("Content-Disposition")).hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
        assertThat(report.body()).contains("5,The procedure is not known", "6,No patient on record fits", "'=cmd|calc", "7,A session that was performed cannot lie after today.");
        assertThat(page("/patients/imports/" + list, DANA).body()).contains("letters.csv", "Rejected lines", "recorded");
        assertThat(send("GET", "/api/patients/history-lists/" + list + "/lines", DANA, null).json().at("/lines").size()).isEqualTo(6);

        var again = Json.mapper().readTree(upload("/api/patients/history-lists", UUID.randomUUID().toString(), file).body()).at("/listId").asString();
        assertThat(eventually(again, "checked").at("/checked/known").asInt()).isEqualTo(3);
        assertThat(send("GET", "/api/patients/history-lists", AMIN, null).status()).isEqualTo(403);
    }

    @Test
    void thePageBringsAListAndSaysWhatIsNoList() throws Exception {
        var wrong = upload("/patients/imports", UUID.randomUUID().toString(), "name\nMaria\n");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("date and procedure are needed");
        var patient = refer(marias()).text("/patientId");
        var lines = new StringBuilder("patientId,date,procedure\n");
        for (int i = 0; i < 350; i++) {
            lines.append(patient).append(',').append(TODAY.minusDays(400 + i)).append(",62323\n");
        }
        var sent = upload("/patients/imports", UUID.randomUUID().toString(), lines.toString());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        var path = sent.headers().firstValue("Location").orElseThrow();
        eventually(path.substring(path.lastIndexOf('/') + 1), "checked");
        assertThat(page(path, DANA).body()).contains("350", "Record 350 sessions", "checked, not recorded yet");
        assertThat(page("/patients/imports", DANA).body()).contains("letters.csv", "20,000 lines");
        assertThat(post(path + "/discard", DANA, "").statusCode()).isEqualTo(303);
        assertThat(page(path, DANA).body()).contains("discarded").doesNotContain("Record 350");
    }
}
