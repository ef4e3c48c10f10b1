package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import health.foramen.outbox.Json;
import health.foramen.referral.attachment.FilesOfEveryKind;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** Whoever is erased is named nowhere any more: not in the record, and not in what was typed or brought in. */
class ErasingIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

    @Autowired
    private MongoOperations mongo;

    private String draft(String token, String body) {
        var id = UUID.randomUUID().toString();
        assertThat(send("PUT", "/api/referrals/drafts/" + id, token, body).status()).isEqualTo(201);
        return id;
    }

    private boolean isThere(String token, String draft) {
        return send("GET", "/api/referrals/drafts/" + draft, token, null).status() == 200;
    }

    @Test
    void aReferralKeepsNeitherNumbersNorWhatItsFilesWereCalled() throws Exception {
        var told = refer(marias().replace("\"imaging\":{", "\"imaging\":{\"accession\":\"RIV-20881\",\"link\":\"https://pacs.example.org/RIV-20881\",\"summary\":\"L4/5 herniation\","));
        var id = told.text("/referralId");
        assertThat(upload("/api/referrals/" + id + "/attachments", AMIN, "Maria Santos MRI.pdf", FilesOfEveryKind.aPdf()).statusCode()).isEqualTo(201);
        assertThat(send("GET", "/api/referrals/" + id, HADDAD, null).raw().body()).contains("RIV-20881", "1EG4", "Maria Santos MRI.pdf");
        assertThat(send("POST", "/api/patients/" + told.text("/patientId") + "/erase", ALEX, "{\"reason\":\"asked in writing\"}").status()).isEqualTo(200);
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                .until(() -> !send("GET", "/api/referrals/" + id, HADDAD, null).raw().body().contains("1EG4"));
        var stored = mongo.execute("referrals", documents -> documents.find(Filters.eq("_id", id)).first()).toJson();
        assertThat(stored).doesNotContain("RIV-20881", "1EG4", "Maria Santos MRI").contains("attached a file", "L4/5 herniation");
        assertThat(page("/referrals/" + id, HADDAD).body()).contains("Files and numbers were removed").doesNotContain("Maria Santos");
    }

    private void whatPeopleWroteForgetsTheName(String given, String family, String sentence, String left) {
        var told = refer(marias().replace("\"María\"", "\"" + given + "\"").replaceFirst("\"familyName\":\"[^\"]*\"", "\"familyName\":\"" + family + "\"")
                .replace("\"imaging\":{", "\"note\":\"" + sentence + "\",\"imaging\":{"));
        var path = "/api/referrals/" + told.text("/referralId");
        assertThat(send("POST", path + "/ask", HADDAD, "{\"question\":\"" + sentence + "\"}").status()).isEqualTo(200);
        assertThat(send("POST", path + "/answer", AMIN, "{\"answer\":\"" + sentence + "\"}").status()).isEqualTo(200);
        assertThat(send("POST", path + "/decline", HADDAD, "{\"reason\":\"" + sentence + "\"}").status()).isEqualTo(200);
        assertThat(send("POST", "/api/patients/" + told.text("/patientId") + "/erase", ALEX, "{\"reason\":\"" + sentence + "\"}").status()).isEqualTo(200);
        var stored = mongo.execute("referrals", documents -> documents.find(Filters.eq("_id", told.text("/referralId"))).first()).toJson();
        assertThat(stored).doesNotContain(sentence).contains("the patient's name was taken out of what people wrote");
        assertThat(stored.split(java.util.regex.Pattern.quote(left), -1)).as("note, question, answer, reason and the line of the history: " + stored).hasSize(6);
        assertThat(mongo.execute("patients", documents -> documents.find(Filters.eq("_id", told.text("/patientId"))).first()).toJson()).doesNotContain(sentence).contains(left);
        assertThat(page("/referrals/" + told.text("/referralId"), HADDAD).body()).contains("The patient&#39;s name was taken out of what people wrote", left);
    }

    @Test
    void whatPeopleWroteKeepsItsSenseAndLosesTheName() {
        var family = marias().replaceAll("(?s).*\"familyName\":\"([^\"]*)\".*", "$1");
        whatPeopleWroteForgetsTheName("Maria", family, "Told MARIA " + family + " to wait.", "Told […] to wait.");
        whatPeopleWroteForgetsTheName("محمد", "الحسن", "قال محمد الحسن إن الألم شديد", "قال […] إن الألم شديد");
        whatPeopleWroteForgetsTheName("Wei", "Li", "Li tolerates lidocaine.", "[…] tolerates lidocaine.");
    }

    private String brought(String file) throws Exception {
        var body = "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"letters.csv\"\r\nContent-Type: text/csv\r\n\r\n" + file + "\r\n--part--\r\n";
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(address("/api/patients/history-lists"))).header("Authorization", "Bearer " + DANA)
                .header("Content-Type", "multipart/form-data; boundary=part").header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build(), HttpResponse.BodyHandlers.ofString());
        var list = Json.mapper().readTree(answer.body()).at("/listId").asString();
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                .until(() -> send("GET", "/api/patients/history-lists/" + list, DANA, null).text("/phase").equals("checked"));
        return list;
    }

    @Test
    void draftsAndListsForgetAnErasedPersonAtOnce() throws Exception {
        var received = refer(marias());
        var patient = received.text("/patientId");
        var family = send("GET", "/api/referrals/" + received.text("/referralId"), AMIN, null).text("/patient/familyName");
        var mine = draft(AMIN, "{\"patient\":{\"givenName\":\"maria\",\"familyName\":\"%s\",\"birthDate\":\"1961-04-02\"},\"note\":\"again\"}".formatted(family));
        assertThat(upload("/referrals/drafts/" + mine + "/attachments", AMIN, "report.pdf", FilesOfEveryKind.aPdf()).statusCode()).isEqualTo(303);
        var others = draft(BROOKS, "{\"patient\":{\"familyName\":\"%s\",\"birthDate\":\"1961-04-02\"}}".formatted(family));
        var desks = draft(DANA, "{\"patient\":{\"givenName\":\"María\",\"familyName\":\"%s\"}}".formatted(family));
        var daughter = draft(AMIN, "{\"patient\":{\"givenName\":\"María\",\"familyName\":\"%s\",\"birthDate\":\"1990-01-31\"}}".formatted(family));
        long files = mongo.execute("attachments.files", documents -> documents.countDocuments());

        var list = brought("""
                patientId,givenName,familyName,birthDate,date,procedure
                %s,,,,%s,62323
                ,Maria,%s,4/2/1961,%s,64483
                ,Nobody,%s,1970-01-01,%s,62323
                """.formatted(patient, TODAY.minusMonths(5), family, TODAY.minusMonths(2), family, TODAY.minusMonths(3)));
        assertThat(send("GET", "/api/patients/history-lists/" + list, DANA, null).json().at("/checked/fresh").asInt()).isEqualTo(2);

        assertThat(send("POST", "/api/patients/" + patient + "/erase", ALEX, "{\"reason\":\"asked in writing\"}").status()).isEqualTo(200);

        assertThat(isThere(AMIN, mine)).isFalse();
        assertThat(isThere(BROOKS, others)).isFalse();
        assertThat(isThere(DANA, desks)).isFalse();
        assertThat(isThere(AMIN, daughter)).as("another person of the same name").isTrue();
        assertThat(mongo.<Long>execute("attachments.files", documents -> documents.countDocuments())).as("the draft's file went along").isEqualTo(files - 1);
        var pieces = mongo.execute("history-pieces", documents -> documents.find(Filters.eq("_id", list + "/0")).first()).toJson();
        assertThat(pieces).doesNotContain(patient, "Maria").contains("Nobody");
        var checked = send("GET", "/api/patients/history-lists/" + list, DANA, null).json();
        assertThat(checked.at("/checked/fresh").asInt()).isZero();
        assertThat(checked.at("/checked/rejected").asInt()).isEqualTo(3);
        assertThat(page("/patients/imports/" + list, DANA).body()).contains("The patient was erased, and the line with them.");
        send("POST", "/api/patients/history-lists/" + list + "/record", DANA, null);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> send("GET", "/api/patients/history-lists/" + list, DANA, null).text("/phase").equals("done"));
        assertThat(send("GET", "/api/patients/history-lists/" + list, DANA, null).json().at("/recorded/rejected").asInt()).isEqualTo(3);
        assertThat(page("/patients/imports/" + list + "/rejected.csv", DANA).body()).contains("The patient was erased").doesNotContain("Maria");
        send("DELETE", "/api/referrals/drafts/" + daughter, AMIN, null);
    }
}
