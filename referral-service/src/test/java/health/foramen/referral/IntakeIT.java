package health.foramen.referral;

import static health.foramen.referral.attachment.FilesOfEveryKind.aPdf;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestTokens;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** What leads up to a referral: drafts, known patients, earlier referrals, and what the desk enters for others. */
class IntakeIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

    @Autowired
    private MongoOperations mongo;

    private static String aForm(String key, String family) {
        return form("key", key, "patient.givenName", "Omar", "patient.familyName", family, "patient.birthDate", "1958-09-14", "patient.recordNumber", "R-" + family, "patient.language", "ar",
                "patient.zone", "America/Denver", "patient.phone", "(312) 555-0143", "symptom.site", "leg", "symptom.onset", TODAY.minusWeeks(12).toString(), "symptom.pain", "8",
                "symptom.weakness", "none", "target.region", "lumbar-sacral", "target.levels", "L5", "target.side", "right", "requestedProcedure", "transforaminal-lumbar-sacral",
                "conservativeCare.1.kind", "physical-therapy", "conservativeCare.1.from", TODAY.minusWeeks(11).toString(), "safety.pregnancy", "no", "safety.bloodThinners", "apixaban",
                "coverage.payer", "medicare", "urgency", "soon", "imaging.modality", "mri", "imaging.link", "https://pacs.example.org/study/7");
    }

    @Test
    void aDraftIsKeptForThePracticeAloneWithItsFilesUntilItIsSent() throws Exception {
        var key = UUID.randomUUID().toString();
        var family = "Draft" + key.substring(0, 6);
        assertThat(post("/referrals/drafts", AMIN, form("key", key, "patient.familyName", family)).headers().firstValue("Location")).hasValue("/referrals/drafts/" + key);
        assertThat(page("/referrals", AMIN).body()).contains("Begun and not sent", family);
        assertThat(page("/referrals/drafts/" + key, AMIN).body()).contains("value=\"" + family + "\"", "given name, birth date");
        assertThat(page("/referrals/drafts/" + key, BROOKS).statusCode()).isEqualTo(404);
        assertThat(page("/referrals/drafts/" + key, DANA).statusCode()).isEqualTo(404);
        assertThat(post("/referrals/drafts", BROOKS, form("key", key, "patient.familyName", "Theft")).statusCode()).isEqualTo(404);
        assertThat(page("/referrals", BROOKS).body()).doesNotContain(family);

        assertThat(upload("/referrals/drafts/" + key + "/attachments", AMIN, "report.pdf", aPdf(2_000_000)).statusCode()).isEqualTo(303);
        assertThat(upload("/referrals/drafts/" + key + "/attachments", AMIN, "report.pdf", "no file".getBytes()).body()).contains("neither a PDF", "Back to the draft");
        var resumed = page("/referrals/drafts/" + key, AMIN).body();
        assertThat(resumed).contains("report.pdf");
        assertThat(post("/referrals/drafts", AMIN, form("key", key, "draftVersion", "1", "patient.familyName", "Old")).body()).contains("has changed this draft meanwhile");

        var sent = post("/referrals/new", AMIN, aForm(key, family));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        var path = sent.headers().firstValue("Location").orElseThrow();
        assertThat(page(path, AMIN).body()).contains("report.pdf", "https://pacs.example.org/study/7");
        assertThat(page("/referrals/drafts/" + key, AMIN).statusCode()).isEqualTo(404);
        assertThat(page("/referrals", AMIN).body()).doesNotContain("/referrals/drafts/" + key);
        assertThat(post("/referrals/new", AMIN, aForm(key, family)).headers().firstValue("Location")).hasValue(path);
        assertThat(post("/referrals/drafts", AMIN, aForm(key, family)).statusCode()).as("what was sent is no draft any more").isEqualTo(422);
        var file = page(path, AMIN).body().replaceAll("(?s).*href=\"(" + path + "/attachments/[0-9a-f-]{36})\".*", "$1");
        assertThat(page(file, HADDAD).headers().firstValue("Content-Type")).hasValue("application/pdf");
    }

    @Test
    void draftsAreFewAndADiscardedOneTakesItsFilesAlong() throws Exception {
        var practice = TestTokens.bearer("dr.new", "Dr. New", List.of(Role.REFERRER), "full-practice", null);
        var first = UUID.randomUUID().toString();
        for (int i = 0; i < 50; i++) {
            assertThat(post("/referrals/drafts", practice, form("key", i == 0 ? first : UUID.randomUUID().toString(), "note", "x")).statusCode()).isEqualTo(303);
        }
        assertThat(post("/referrals/drafts", practice, form("key", UUID.randomUUID().toString(), "note", "x")).body()).contains("There are 50 drafts already");
        assertThat(post("/referrals/drafts", practice, form("key", first, "note", "x".repeat(70_000))).body()).contains("more than a draft can hold");
        upload("/referrals/drafts/" + first + "/attachments", practice, "report.pdf", aPdf(1_500_000));
        long files = files();
        assertThat(post("/referrals/drafts/" + first + "/discard", practice, "").statusCode()).isEqualTo(303);
        assertThat(files()).isEqualTo(files - 1);
        assertThat(post("/referrals/drafts", practice, form("key", UUID.randomUUID().toString(), "note", "x")).statusCode()).isEqualTo(303);
    }

    @Test
    void aPracticeRecognisesItsOwnPatientsAndLearnsOfNoOther() {
        var family = "Known" + UUID.randomUUID().toString().substring(0, 6);
        var id = post("/referrals/new", AMIN, aForm(UUID.randomUUID().toString(), family)).headers().firstValue("Location").orElseThrow().substring(11);
        var asked = form("patient.familyName", family.substring(0, 7), "patient.birthDate", "1958-09-14");
        assertThat(post("/referrals/new/known", AMIN, asked).body()).contains("Known: <bdi>Omar " + family, "Copy the referral of", "transforaminal lumbar sacral");
        assertThat(post("/referrals/new/known", BROOKS, asked).body()).doesNotContain("Omar " + family);
        assertThat(post("/referrals/new/known", AMIN, form("patient.recordNumber", "R-" + family)).body()).contains("Omar " + family);
        assertThat(post("/referrals/new/known", BROOKS, form("patient.recordNumber", "R-" + family)).body()).doesNotContain("Omar " + family);
        assertThat(post("/referrals/new/known", DANA, asked).body()).contains("Omar " + family, "Fill in what is known").doesNotContain("transforaminal lumbar sacral, L5");
        assertThat(post("/referrals/new/known", AMIN, form("patient.birthDate", "1958-09-14")).body()).doesNotContain("Known: ");

        var patient = page("/patients?q=" + family, DANA).body().replaceAll("(?s).*href=\"/patients/([0-9a-f-]{36})\".*", "$1");
        var sessions = List.of(11, 8, 5, 2).stream().map(months -> "{\"date\":\"%s\",\"region\":\"lumbar-sacral\",\"procedure\":\"interlaminar-lumbar\",\"payer\":\"medicare\",\"source\":\"letter\"}"
                .formatted(TODAY.minusMonths(months))).toList();
        assertThat(send("POST", "/api/patients/" + patient + "/history", DANA, "[" + String.join(",", sessions) + "]").status()).isEqualTo(201);
        assertThat(post("/referrals/new/findings", AMIN, aForm("k", family)).body()).as("what the ledger holds against it").contains("4 performed and 0 permitted");
        assertThat(post("/referrals/new/findings", BROOKS, aForm("k", family)).body()).doesNotContain("4 performed and 0 permitted");

        var copied = post("/referrals/new/fill", AMIN, form("key", "k", "copy", id, "patient.givenName", "typo")).body();
        assertThat(copied).contains("value=\"" + family + "\"", "value=\"Omar\"", "value=\"https://pacs.example.org/study/7\"", "please ask anew").doesNotContain("value=\"typo\"");
        assertThat(copied).containsPattern("name=\"symptom.pain\" value=\"8\">").containsPattern("value=\"apixaban\" checked").containsPattern("value=\"L5\"[^>]* checked");
        assertThat(post("/referrals/new/fill", BROOKS, form("key", "k", "copy", id)).statusCode()).isEqualTo(404);
        assertThat(page("/referrals/new?copy=" + id, AMIN).body()).contains("value=\"" + family + "\"");

        var known = send("GET", "/api/referrals/known-patients?birthDate=1958-09-14&name=" + family, AMIN, null);
        assertThat(known.text("/patients/0/referrals/0/referralId")).isEqualTo(id);
        assertThat(send("GET", "/api/referrals/known-patients?birthDate=1958-09-14&name=" + family, BROOKS, null).json().at("/patients").size()).isZero();
        assertThat(send("GET", "/api/referrals/known-patients?name=" + family, AMIN, null).status()).isEqualTo(422);
        var copy = send("GET", "/api/referrals/" + id + "/copy", AMIN, null);
        assertThat(copy.text("/safety/bloodThinners/0")).isEqualTo("apixaban");
        assertThat(copy.json().at("/symptom").has("pain")).isFalse();
        assertThat(send("GET", "/api/referrals/" + id + "/copy", BROOKS, null).status()).isEqualTo(404);
        var again = send("POST", "/api/referrals", AMIN, copy.raw().body().replace("\"symptom\":{", "\"symptom\":{\"pain\":6,"), "Idempotency-Key", UUID.randomUUID().toString());
        assertThat(again.status()).as(again.raw().body()).isEqualTo(201);
    }

    @Test
    void theDeskEntersAFaxAndThePracticeSeesItAmongItsOwn() throws Exception {
        refer(marias());
        var physician = send("GET", "/api/directory/physicians?q=samir%20amin", DANA, null).text("/physicians/0/physicianId");
        assertThat(physician).isNotEmpty();
        var key = UUID.randomUUID().toString();
        var family = "Faxed" + key.substring(0, 6);
        assertThat(page("/referrals/new", DANA).body()).contains("How it came", "Enter a referral");
        assertThat(post("/referrals/new/physicians", DANA, form("key", key, "physicianSought", "Amin")).body()).contains("value=\"" + physician + "\"");
        var nobody = post("/referrals/new", DANA, aForm(key, family) + "&origin.way=fax");
        assertThat(nobody.statusCode()).isEqualTo(422);
        assertThat(nobody.body()).contains("On whose behalf?");
        assertThat(upload("/referrals/drafts/" + key + "/attachments", DANA, "fax.pdf", aPdf()).statusCode()).isEqualTo(303);
        var entered = post("/referrals/new", DANA, aForm(key, family) + "&origin.way=fax&origin.on=" + TODAY.minusDays(1) + "&origin.physician=" + physician);
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(303);
        var path = entered.headers().firstValue("Location").orElseThrow();
        assertThat(page(path, DANA).body()).contains("Came by <span>fax", "entered by <bdi>Dana Whitfield", "fax.pdf").doesNotContain("What was told", "Findings at arrival");
        assertThat(page("/referrals", AMIN).body()).contains("Omar " + family);
        assertThat(page(path, AMIN).body()).contains("Referral received by fax on " + TODAY.minusDays(1) + " and entered at the desk", "fax.pdf", "What was told");
        assertThat(page(path, BROOKS).statusCode()).isEqualTo(404);
        var told = send("GET", path.replace("/referrals", "/api/referrals"), AMIN, null);
        assertThat(told.text("/origin/way")).isEqualTo("fax");
        assertThat(told.text("/origin/enteredBy/id")).isEqualTo("dana");
        assertThat(told.text("/referrer/id")).isEqualTo("dr.amin");
        assertThat(page("/triage", HADDAD).body()).contains("Omar " + family);

        var id = path.substring(11);
        send("POST", "/api/referrals/" + id + "/ask", HADDAD, "{\"question\":\"Which level does the MRI show?\"}");
        assertThat(page(path, DANA).body()).contains("Which level does the MRI show?", "Your answer");
        assertThat(post(path + "/answer", DANA, form("answer", "L5, said Dr. Amin by phone")).statusCode()).isEqualTo(303);
        assertThat(page(path, AMIN).body()).contains("L5, said Dr. Amin by phone");
        var others = refer(marias()).text("/referralId");
        send("POST", "/api/referrals/" + others + "/ask", HADDAD, "{\"question\":\"Which level?\"}");
        assertThat(page("/referrals/" + others, DANA).body()).doesNotContain("Which level?");
        assertThat(post("/referrals/" + others + "/answer", DANA, form("answer", "L5")).statusCode()).isEqualTo(403);
        assertThat(send("POST", "/api/referrals/" + others + "/withdraw", DANA, "{\"reason\":\"no\"}").status()).isEqualTo(403);
    }

    @Test
    void aNewPhysicianIsEnteredWithTheFaxAndFoundByItsNumberNextTime() {
        var name = "Dr. Ida Petersen " + UUID.randomUUID().toString().substring(0, 6);
        var origin = "\"origin\":{\"way\":\"phone\",\"newPhysician\":{\"name\":\"%s\",\"practiceName\":\"Riverside\",\"npi\":\"%s\",\"fax\":\"(312) 555-0161\"}},";
        var wrong = send("POST", "/api/referrals", DANA, marias().replaceFirst("\\{", "{" + origin.formatted(name, "1234567890")), "Idempotency-Key", "k");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text("/errors/0/pointer")).isEqualTo("/origin/newPhysician/npi");
        assertThat(send("GET", "/api/directory/physicians?q=" + name.replace(" ", "%20"), DANA, null).json().at("/physicians").size()).as("nothing half stored").isZero();
        var entered = send("POST", "/api/referrals", DANA, marias().replaceFirst("\\{", "{" + origin.formatted(name, "1234567893")), "Idempotency-Key", "k" + name);
        assertThat(entered.status()).as(entered.raw().body()).isEqualTo(201);
        var found = send("GET", "/api/directory/physicians?q=1234567893", DANA, null).json().at("/physicians");
        assertThat(found.values()).anyMatch(each -> each.at("/name").asString().equals(name));
        assertThat(send("GET", "/api/directory/physicians?q=312%20555%200161", DANA, null).raw().body()).contains(name);
        assertThat(send("GET", "/api/referrals/" + entered.text("/referralId"), AMIN, null).status()).as("a practice of the same name is not that practice").isEqualTo(404);
        assertThat(send("POST", "/api/referrals", DANA, marias(), "Idempotency-Key", "x").text("/errors/0/pointer")).isEqualTo("/origin");
        assertThat(send("POST", "/api/referrals", AMIN, marias().replaceFirst("\\{", "{" + origin.formatted(name, "1234567893")), "Idempotency-Key", "x").text("/errors/0/pointer"))
                .isEqualTo("/origin");
        assertThat(send("GET", "/api/directory/physicians?q=amin", AMIN, null).status()).isEqualTo(403);
    }

    @Test
    void aRepeatStatesWhatThePatientCanDoNowOnOneScale() {
        var function = "\"function\":{\"scale\":\"roland-morris\",\"before\":18,\"after\":8,\"on\":\"" + TODAY.minusDays(1) + "\"},\"intent\"";
        var told = refer(marias().replace("\"intent\"", function));
        assertThat(told.status()).as(told.raw().body()).isEqualTo(201);
        assertThat(page("/triage/" + told.text("/referralId"), HADDAD).body()).contains("Roland-Morris questionnaire from 18 to 8 of 24");
        assertThat(send("GET", "/api/referrals/" + told.text("/referralId"), AMIN, null).text("/intake/function/scale")).isEqualTo("roland-morris");
        assertThat(refer(marias().replace("\"intent\"", function.replace("18", "25"))).text("/errors/0/pointer")).as("a scale has its own most").isEqualTo("/function/before");
        assertThat(refer(marias().replace("\"intent\"", "\"function\":{\"scale\":\"oswestry\",\"after\":8},\"intent\"")).json().at("/errors").toString())
                .contains("/function/before", "/function/on");
        var key = UUID.randomUUID().toString();
        var half = post("/referrals/new", AMIN, aForm(key, "Half" + key.substring(0, 6)) + "&function.scale=oswestry&function.before=forty");
        assertThat(half.statusCode()).isEqualTo(422);
        assertThat(half.body()).contains("href=\"#function.before\"", "A whole number from 0 to 100 is expected.").containsPattern("<details id=\"function\" open");
    }

    private long files() {
        return mongo.execute("attachments.files", documents -> documents.countDocuments());
    }
}
