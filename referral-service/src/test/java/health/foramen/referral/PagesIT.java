package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.safeguard.Role;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages as a browser meets them, without JavaScript. */
class PagesIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

    private static String aForm(String family) {
        return form("key", "form-" + family, "patient.givenName", "Omar", "patient.familyName", family, "patient.birthDate", "1958-09-14", "patient.language", "ar",
                "patient.zone", "America/Denver", "patient.phone", "(312) 555-0143", "patient.consent.text", "true", "symptom.site", "leg", "symptom.onset",
                TODAY.minusWeeks(12).toString(), "symptom.pain", "8", "symptom.weakness", "none", "target.region", "lumbar-sacral", "target.levels", "L5",
                "target.side", "right", "requestedProcedure", "transforaminal-lumbar-sacral", "conservativeCare.1.kind", "physical-therapy",
                "conservativeCare.1.from", TODAY.minusWeeks(11).toString(), "conservativeCare.1.to", TODAY.minusWeeks(2).toString(), "safety.pregnancy", "no",
                "coverage.payer", "medicare", "urgency", "soon");
    }

    @Test
    void aPhysicianRefersAndReadsWhereItStands() {
        assertThat(page("/referrals/new", AMIN).body()).contains("What the rules notice", "data-level=\"L5\"", "Apixaban");
        var sent = post("/referrals/new", AMIN, aForm("Aziz"));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        var referral = page(sent.headers().firstValue("Location").orElseThrow(), AMIN);
        assertThat(referral.statusCode()).isEqualTo(200);
        assertThat(referral.body()).contains("Omar Aziz", "Waiting for a clinician", "class=\"is-now\"");
        assertThat(page("/referrals", AMIN).body()).contains("Omar Aziz", "transforaminal lumbar sacral, L5, right");
        assertThat(page(sent.headers().firstValue("Location").orElseThrow(), BROOKS).statusCode()).isEqualTo(404);
        assertThat(page("/referrals", DANA).statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndWhatWasTypedIsKept() {
        var sent = post("/referrals/new", AMIN, aForm("Wrong").replace("1958-09-14", "2999-01-01").replace("symptom.pain=8", "symptom.pain=11")
                + "&conservativeCare.3.from=not-a-day");
        assertThat(sent.statusCode()).isEqualTo(422);
        assertThat(sent.body()).contains("error-summary", "value=\"Wrong\"", "patient.birthDate-error", "A whole number from 0 to 10", "conservativeCare.3.from-error",
                "href=\"#conservativeCare.3.from\"");
    }

    @Test
    void aFormThatWasSentIsNotSentAgainWithOtherWords() {
        var form = aForm("Backbutton" + UUID.randomUUID().toString().substring(0, 6));
        var first = post("/referrals/new", AMIN, form);
        assertThat(post("/referrals/new", AMIN, form).headers().firstValue("Location")).as("twice is once").isEqualTo(first.headers().firstValue("Location"));
        var other = post("/referrals/new", AMIN, form.replace("symptom.pain=8", "symptom.pain=9"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("This form was sent already").doesNotContain("Idempotency-Key");
        var saved = post("/referrals/drafts", AMIN, form.replace("symptom.pain=8", "symptom.pain=9"));
        assertThat(saved.statusCode()).isEqualTo(422);
        assertThat(saved.body()).contains("This form was sent already");
    }

    @Test
    void findingsGrowWithAnUnfinishedForm() {
        var panel = post("/referrals/new/findings", AMIN, form("symptom.bladderOrBowel", "true", "target.region", "lumbar-sacral"));
        assertThat(panel.statusCode()).isEqualTo(200);
        assertThat(panel.body()).contains("data-severity=\"emergency\"", "Send the patient to emergency care now").doesNotContain("<html");
    }

    /** Page after page, as a reader follows them. */
    private boolean waits(String name, String path) {
        var list = page(path, HADDAD).body();
        var next = list.replaceAll("(?s).*href=\"(/triage\\?from=[^\"]*)\".*", "$1");
        return list.contains(name) || !next.equals(list) && waits(name, next);
    }

    @Test
    void aLongWorklistIsReadPageAfterPageEachReferralOnce() {
        var family = "Lang" + UUID.randomUUID().toString().substring(0, 6);
        for (int i = 0; i < 120; i++) {
            assertThat(refer(marias().replaceFirst("\"familyName\":\"[^\"]*\"", "\"familyName\":\"" + family + i + "\"").replace("\"urgency\":\"soon\"", "\"urgency\":\"urgent\"")).status()).isEqualTo(201);
        }
        var seen = new ArrayList<String>();
        var path = "/triage?urgency=urgent";
        while (path != null) {
            var body = page(path, HADDAD).body();
            Pattern.compile("<bdi>[^<]* (" + family + "\\d+)</bdi></strong>").matcher(body).results().map(found -> found.group(1)).forEach(seen::add);
            var link = Pattern.compile("href=\"(/triage\\?urgency=urgent&amp;from=[^\"]+)\"").matcher(body);
            path = link.find() ? link.group(1).replace("&amp;", "&") : null;
        }
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
        assertThat(page("/triage?from=%00", HADDAD).statusCode()).isEqualTo(400);
    }

    @Test
    void aClinicianAsksThePracticeAnswersAndThePlanIsAccepted() {
        var path = post("/referrals/new", AMIN, aForm("Haddaway")).headers().firstValue("Location").orElseThrow();
        var id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(waits("Omar Haddaway", "/triage")).isTrue();
        assertThat(page("/triage/" + id, HADDAD).body()).as("the list shows the one that is read, however long it is").containsPattern("href=\"/triage/" + id + "\"[^>]*aria-current=\"true\"");
        assertThat(post("/triage/" + id + "/ask", HADDAD, form("question", "Which level does the MRI show?")).statusCode()).isEqualTo(303);
        assertThat(page("/referrals", AMIN).body()).contains("Your answer is needed");
        assertThat(post(path + "/answer", AMIN, form("answer", "")).statusCode()).isEqualTo(422);
        assertThat(post(path + "/answer", AMIN, form("answer", "L4/5, left")).statusCode()).isEqualTo(303);
        var pane = page("/triage/" + id, HADDAD);
        assertThat(pane.body()).contains("L4/5, left", "catalogue: transforaminal lumbar sacral", "Accept with this plan");
        var redraft = post("/triage/" + id + "/draft", HADDAD, form("plan.procedure", "interlaminar-lumbar", "was", "transforaminal-lumbar-sacral"));
        assertThat(redraft.body()).contains("enter in the midline");
        assertThat(post("/triage/" + id + "/accept", HADDAD, form("plan.side", "midline")).body()).contains("Midline belongs to interlaminar");
        assertThat(post("/triage/" + id + "/accept", HADDAD, form("plan.contrast", "false")).body()).contains("catalogue.contrast");
        assertThat(post("/triage/" + id + "/accept", HADDAD, form("plan.procedure", "transforaminal-lumbar-sacral", "plan.levels", "L5")).statusCode()).isEqualTo(303);
        assertThat(page(path, AMIN).body()).contains("the front desk is looking for an appointment");
        assertThat(page(path, HADDAD).body()).contains("Permit granted");
    }

    @Test
    void anEmergencyIsTaughtAtOnceAndStaysUntilAcknowledged() {
        var path = post("/referrals/new", AMIN, aForm("Urgent") + "&symptom.saddleNumbness=true").headers().firstValue("Location").orElseThrow();
        assertThat(page(path, AMIN).body()).contains("Send the patient to emergency care now");
        assertThat(page("/triage", HADDAD).body()).doesNotContain("Omar Urgent").contains("clinician");
        assertThat(page("/emergencies", HADDAD).body()).contains("Omar Urgent", "saddle area");
        var id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(post("/emergencies/" + id + "/acknowledge", HADDAD, form("done", "called, went to hospital")).statusCode()).isEqualTo(303);
        assertThat(page("/emergencies", HADDAD).body()).contains("called, went to hospital");
    }

    @Test
    void theDeskFindsAPatientAndKeepsContactWithAReason() {
        post("/referrals/new", AMIN, aForm("Nasser"));
        var found = page("/patients?q=nass", DANA);
        assertThat(found.body()).contains("Omar Nasser", "(312) 555-0143");
        var path = found.body().replaceAll("(?s).*href=\"(/patients/[0-9a-f-]{36})\".*", "$1");
        assertThat(page(path, DANA).body()).contains("How we reach this patient", "Who changed what");
        assertThat(post(path, DANA, form("phone", "12", "language", "ar", "zone", "America/Denver", "reason", "called")).body()).contains("not a phone number that can exist");
        var behindASwitchboard = post(path, DANA, form("phone", "312 555 0101 ext. 22", "language", "ar", "zone", "America/Denver", "reason", "called"));
        assertThat(behindASwitchboard.statusCode()).isEqualTo(422);
        assertThat(behindASwitchboard.body()).contains("No text reaches an extension", "value=\"312 555 0101 ext. 22\"");
        assertThat(page(path, DANA).body()).contains("(312) 555-0143").doesNotContain("555-0101");
        assertThat(post(path, DANA, form("phone", "312 555 0199", "language", "es", "zone", "America/Denver", "consent.text", "true", "reason", "called today")).statusCode())
                .isEqualTo(303);
        assertThat(page(path, DANA).body()).contains("called today", "Changed language, phone");
        assertThat(page("/patients?q=3125550199", DANA).body()).contains("Omar Nasser");
        assertThat(post(path + "/history", DANA, form("date", TODAY.minusDays(30).toString(), "procedure", "interlaminar-lumbar", "source", "letter")).statusCode()).isEqualTo(303);
        assertThat(page(path + "/history", DANA).body()).contains("interlaminar lumbar", "letter (entered by Dana Whitfield)");
    }

    @Test
    void everyEmptyPageSaysWhyAndWhatToDo() {
        var nobody = health.foramen.safeguard.testing.TestTokens.bearer("dr.new", "Dr. New", List.of(Role.REFERRER), "new-practice", null);
        assertThat(page("/referrals", nobody).body()).contains("No referrals yet", "Refer a patient");
        assertThat(page("/patients", DANA).body()).contains("Whom are you looking for?");
        assertThat(page("/patients?q=zzzz", DANA).body()).contains("Nobody found");
        assertThat(page("/clearances", HADDAD).statusCode()).isEqualTo(200);
        assertThat(page("/packs", ALEX).body()).contains("US Medicare", "4 in 12 months");
    }
}
