package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The API as programs meet it. */
class ReferralServiceIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

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
        assertThat(all("/api/triage", "/referrals", HADDAD)).anyMatch(line -> line.at("/referralId").asString().equals(id));

        var accepted = accept(id, "{}");
        assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(200);
        assertThat(accepted.text("/permit/status")).isEqualTo("granted");
        var permit = send("GET", "/api/permits/" + accepted.text("/permitId"), SCHEDULING, null);
        assertThat(permit.text("/plan/procedure")).isEqualTo("transforaminal-lumbar-sacral");
        assertThat(accept(id, "{}").text("/permit/status")).isEqualTo("granted");
        assertThat(accept(id, "{\"plan\":{\"side\":\"right\"}}").text("/type")).isEqualTo("urn:foramen:problem:already-accepted");

        var desk = send("GET", "/api/referrals/" + id, DANA, null);
        assertThat(desk.status()).isEqualTo(200);
        assertThat(desk.json().propertyNames()).doesNotContain("findings", "intake", "exchanges", "history");
        assertThat(send("GET", "/api/patients/" + received.text("/patientId") + "/card", SCHEDULING, null).text("/initials")).isEqualTo("M.S.");
    }

    @Test
    void theSameKeyIsTheSameReferralAndAnotherBodyIsRefused() {
        var body = marias();
        var key = UUID.randomUUID().toString();
        var first = send("POST", "/api/referrals", AMIN, body, "Idempotency-Key", key);
        assertThat(send("POST", "/api/referrals", AMIN, body.replace("{\"patient\"", "{ \"patient\""), "Idempotency-Key", key).text("/referralId"))
                .isEqualTo(first.text("/referralId"));
        var other = send("POST", "/api/referrals", AMIN, body.replace("burning", "stabbing"), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/type")).isEqualTo("urn:foramen:problem:key-reused");
        assertThat(send("POST", "/api/referrals", AMIN, body).text("/type")).isEqualTo("urn:foramen:problem:missing-header");
    }

    @Test
    void oneReferralIsMadeHoweverManyAskAtOnce() throws Exception {
        var body = marias();
        var key = UUID.randomUUID().toString();
        var ids = new HashSet<>(atOnce(12, () -> send("POST", "/api/referrals", AMIN, body, "Idempotency-Key", key).text("/referralId")));
        assertThat(ids).hasSize(1);
    }

    @Test
    void onePersonHasOneRecordHoweverManyRefer() throws Exception {
        var body = marias();
        var patients = new HashSet<>(atOnce(12, () -> refer(body).text("/patientId")));
        assertThat(patients).hasSize(1);
    }

    @Test
    void aPatientAtThePayersLimitIsAcceptedWithoutAPermit() {
        var received = refer(marias());
        var patient = received.text("/patientId");
        var lines = List.of(11, 8, 5, 2).stream().map(months -> "{\"date\":\"%s\",\"region\":\"lumbar-sacral\",\"procedure\":\"interlaminar-lumbar\",\"payer\":\"medicare\",\"source\":\"letter\"}"
                .formatted(TODAY.minusMonths(months))).toList();
        var history = send("POST", "/api/patients/" + patient + "/history", DANA, "[" + String.join(",", lines) + "]");
        assertThat(history.status()).as(history.raw().body()).isEqualTo(201);
        assertThat(send("POST", "/api/patients/" + patient + "/history", DANA, lines.getFirst()).json().at("/known").asInt()).isEqualTo(1);

        var accepted = accept(received.text("/referralId"), "{}");
        assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(200);
        assertThat(accepted.text("/permit/status")).isEqualTo("withheld");
        assertThat(accepted.text("/permit/nextEligible")).isEqualTo(TODAY.minusMonths(11).plusMonths(12).toString());
        assertThat(accepted.text("/permit/because")).contains("US Medicare covers 4 epidural sessions", "4 performed and 0 permitted");
    }

    /** Three are performed, one is left, and two hundred referrals of the same patient are accepted in the same moment. */
    @Test
    void twoHundredAcceptancesAtOnceNeverShareTheLastSession() throws Exception {
        var body = marias();
        var first = refer(body);
        var patient = first.text("/patientId");
        var lines = List.of(11, 8, 5).stream().map(months -> "{\"date\":\"%s\",\"procedure\":\"interlaminar-lumbar\",\"payer\":\"medicare\",\"source\":\"letter\"}"
                .formatted(TODAY.minusMonths(months))).toList();
        send("POST", "/api/patients/" + patient + "/history", DANA, "[" + String.join(",", lines) + "]");
        var ids = new java.util.concurrent.ConcurrentLinkedQueue<>(atOnce(199, () -> refer(body).text("/referralId")));
        ids.add(first.text("/referralId"));
        var answers = atOnce(200, () -> accept(ids.remove(), "{\"overrides\":[{\"rule\":\"payer.repeat-relief\",\"reason\":\"the letter tells of relief\"}]}"));
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(answer -> answer.text("/permit/status")).filter("granted"::equals)).hasSize(1);
        assertThat(answers.stream().map(answer -> answer.text("/permit/status")).filter("withheld"::equals)).hasSize(199);
        var ledger = send("GET", "/api/patients/" + patient + "/ledger?payer=medicare", DANA, null);
        assertThat(ledger.json().at("/regions/0/families/0/windows/0/counted").asInt()).isEqualTo(4);
        assertThat(ledger.text("/regions/0/families/0/sentence")).contains("3 performed and 1 permitted");
        assertThat(page("/patients/" + patient + "/history?payer=medicare", DANA).body()).contains("When is the next one possible?", "3 performed and 1 permitted",
                "Counts until", "used or released, at the latest");
    }

    @Test
    void aWithdrawnReferralGivesItsPermitBack() {
        var received = refer(marias());
        var permit = accept(received.text("/referralId"), "{}").text("/permitId");
        var withdrawn = send("POST", "/api/referrals/" + received.text("/referralId") + "/withdraw", AMIN, "{\"reason\":\"moved away\"}");
        assertThat(withdrawn.text("/status")).isEqualTo("withdrawn");
        assertThat(send("GET", "/api/permits/" + permit, SCHEDULING, null).text("/status")).isEqualTo("withdrawn");
    }

    @Test
    void blockingFindingsNeedAReasonAndEmergenciesAreNeverAccepted() {
        var fresh = marias().replace(TODAY.minusWeeks(10).toString(), TODAY.minusDays(3).toString());
        var received = refer(fresh);
        assertThat(received.json().at("/findings").values()).anyMatch(f -> f.at("/rule").asString().equals("payer.pain-weeks") && f.at("/severity").asString().equals("blocking"));
        var id = received.text("/referralId");
        var blocked = accept(id, "{}");
        assertThat(blocked.status()).isEqualTo(422);
        assertThat(blocked.text("/findings/0/rule")).isEqualTo("payer.pain-weeks");
        assertThat(accept(id, "{\"overrides\":[{\"rule\":\"payer.pain-weeks\",\"reason\":\"severe, the payer agreed by phone\"}]}").status()).isEqualTo(200);

        var emergency = refer(marias().replace("\"saddleNumbness\":false", "\"saddleNumbness\":true"));
        assertThat(emergency.text("/status")).isEqualTo("emergency");
        assertThat(emergency.text("/instruction")).contains("emergency care now");
        assertThat(accept(emergency.text("/referralId"), "{\"overrides\":[{\"rule\":\"red-flag.saddle-numbness\",\"reason\":\"x\"}]}").status()).isEqualTo(409);
        assertThat(all("/api/emergencies", "/emergencies", HADDAD).toString()).contains(emergency.text("/referralId"));
        assertThat(send("POST", "/api/emergencies/" + emergency.text("/referralId") + "/acknowledge", HADDAD, "{\"done\":\"called\"}").text("/acknowledged/by")).isEqualTo("dr.haddad");
        assertThat(all("/api/emergencies", "/emergencies", HADDAD).toString()).doesNotContain(emergency.text("/referralId"));
    }

    @Test
    void apixabanMovesTheEarliestDateAndWaitsForItsPrescriber() {
        var received = refer(marias().replace("\"bloodThinners\":[]", "\"bloodThinners\":[\"apixaban\"]"));
        var id = received.text("/referralId");
        var permit = accept(id, "{}").text("/permitId");
        var granted = send("GET", "/api/permits/" + permit, SCHEDULING, null);
        assertThat(granted.text("/earliest")).isEqualTo(TODAY.plusDays(3).toString());
        assertThat(granted.json().at("/plan/bloodThinnerHeld").asBoolean()).isTrue();
        assertThat(granted.text("/clearances/0/state")).isEqualTo("open");
        assertThat(send("POST", "/api/referrals/" + id + "/clearances/blood-thinner", HADDAD, "{\"state\":\"cleared\",\"note\":\"Dr. Brooks by phone\"}").status()).isEqualTo(200);
        assertThat(send("GET", "/api/permits/" + permit, SCHEDULING, null).text("/clearances/0/state")).isEqualTo("cleared");
    }

    @Test
    void anInfectionWithholdsThePermitUntilItIsCleared() {
        var id = refer(marias().replace("\"infection\":false", "\"infection\":true")).text("/referralId");
        var accepted = accept(id, "{\"overrides\":[{\"rule\":\"safety.infection\",\"reason\":\"will be over by then\"}]}");
        assertThat(accepted.text("/permit/status")).isEqualTo("withheld");
        var cleared = send("POST", "/api/referrals/" + id + "/clearances/infection", HADDAD, "{\"state\":\"cleared\",\"note\":\"fever gone\"}");
        assertThat(cleared.text("/permit/status")).isEqualTo("granted");
    }

    @Test
    void aContrastReactionNeedsNotice() {
        var id = refer(marias().replace("\"contrastReaction\":false", "\"contrastReaction\":true")).text("/referralId");
        var permit = send("GET", "/api/permits/" + accept(id, "{}").text("/permitId"), SCHEDULING, null);
        assertThat(LocalDate.parse(permit.text("/earliest"))).isAfter(TODAY);
        assertThat(permit.text("/clearances/0/kind")).isEqualTo("premedication");
    }

    @Test
    void aStaleRevisionIsRefused() {
        var received = refer(marias());
        var id = received.text("/referralId");
        var tag = received.raw().headers().firstValue("ETag").orElseThrow();
        assertThat(send("POST", "/api/referrals/" + id + "/ask", HADDAD, "{\"question\":\"Which level?\"}", "If-Match", tag).status()).isEqualTo(200);
        var stale = send("POST", "/api/referrals/" + id + "/decline", HADDAD, "{\"reason\":\"no\"}", "If-Match", tag);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text("/type")).isEqualTo("urn:foramen:problem:stale-revision");
        assertThat(send("POST", "/api/referrals/" + id + "/ask", HADDAD, "{\"question\":\"Which level?\"}", "If-Match", tag).status()).as("asked already: pressed twice").isEqualTo(200);
        assertThat(send("POST", "/api/referrals/" + id + "/ask", HADDAD, "{\"question\":\"Which side?\"}", "If-Match", tag).status()).isEqualTo(412);
        assertThat(send("POST", "/api/referrals/" + id + "/answer", AMIN, "{\"answer\":\"L5\"}").text("/status")).isEqualTo("awaiting-triage");
        assertThat(send("POST", "/api/referrals/" + id + "/answer", BROOKS, "{\"answer\":\"L5\"}").status()).isEqualTo(404);
    }

    @Test
    void aListIsReadPageByPage() {
        var practice = health.foramen.safeguard.testing.TestTokens.bearer("dr.pages", "Dr. Pages", List.of(health.foramen.safeguard.Role.REFERRER), "pages", null);
        var made = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(send("POST", "/api/referrals", practice, marias(), "Idempotency-Key", "page-" + i).text("/referralId"));
        }
        var read = new ArrayList<String>();
        var cursor = "";
        do {
            var page = send("GET", "/api/referrals?limit=3" + cursor, practice, null);
            page.json().at("/referrals").values().forEach(line -> read.add(line.at("/referralId").asString()));
            cursor = page.text("/next").isEmpty() ? "" : "&cursor=" + page.text("/next");
        } while (!cursor.isEmpty());
        assertThat(read).isEqualTo(made);
        assertThat(send("GET", "/api/referrals?status=closed", practice, null).json().at("/referrals").size()).isZero();
        assertThat(send("GET", "/api/referrals?cursor=nonsense", practice, null).status()).isEqualTo(400);
    }

    @Test
    void impossibleThingsAreRefusedBesideTheirField() {
        refused(marias().replace("\"L5\"", "\"C5\""), "/target/levels/0");
        refused(marias().replace("\"L5\"", "\"L9\""), "/target/levels/0");
        refused(marias().replace("transforaminal-lumbar-sacral", "interlaminar-lumbar"), "/target/side");
        refused(marias().replace(TODAY.minusWeeks(10).toString(), TODAY.plusDays(2).toString()), "/symptom/onset");
        refused(marias().replace("1961-04-02", TODAY.plusDays(2).toString()), "/patient/birthDate");
        refused(marias().replace("\"pain\":8", "\"pain\":11"), "/symptom/pain");
        refused(marias().replace("\"pain\":8", "\"pain\":\"8\""), "/symptom/pain");
        refused(marias().replace("+1 312 555 0142", "12"), "/patient/phone");
        refused(marias().replace("+1 312 555 0142", "+1 312 555 0142 ext. 22"), "/patient/phone");
        refused(marias().replace("\"payer\":\"medicare\"", "\"payer\":\"nobody\""), "/coverage/payer");
        refused(marias().replace("\"bloodThinners\":[]", "\"bloodThinners\":[\"rat-poison\"]"), "/safety/bloodThinners/0");
        refused(marias().replace("\"bloodThinners\":[]", "\"bloodThiners\":[\"apixaban\"]"), "/safety/bloodThiners");
        refused(marias().replace("María", "M".repeat(10_000)), "/patient/givenName");
        refused(marias().replace("María", "M\\u0000a"), "/patient/givenName");
        refused(marias().replace("María", "\\ud800"), "/patient/givenName");
        refused(marias().replace("America/Chicago", "Mars/Olympus"), "/patient/zone");
        refused(marias().replace("M54.16", "back pain"), "/indications/0");
        refused(marias().replace("\"coverage\"", "\"covrage\""), "/coverage");
        refused("[]", "");
        assertThat(refer("{").status()).isEqualTo(400);
        assertThat(refer("{\"note\":\"" + "x".repeat(2_000_000) + "\"}").status()).isEqualTo(413);
    }

    @Test
    void namesOfEveryScriptAreWelcome() {
        for (var name : List.of("محمد", "שרה", "Nguyễn 🌻", "Zoë-Ann O’Hara", "👩🏽‍⚕️")) {
            var received = refer(marias().replace("María", name));
            assertThat(received.status()).as(name).isEqualTo(201);
            assertThat(send("GET", "/api/referrals/" + received.text("/referralId"), AMIN, null).text("/patient/givenName")).isEqualTo(name);
        }
    }

    @Test
    void nobodyEntersThroughAnotherDoor() {
        assertThat(send("POST", "/api/referrals", HADDAD, marias(), "Idempotency-Key", "x").status()).isEqualTo(403);
        assertThat(send("GET", "/api/triage", AMIN, null).status()).isEqualTo(403);
        assertThat(send("POST", "/api/referrals/" + UUID.randomUUID() + "/accept", AMIN, "{}").status()).isEqualTo(403);
        assertThat(send("GET", "/api/permits/" + UUID.randomUUID(), AMIN, null).status()).isEqualTo(403);
        assertThat(send("GET", "/api/patients/" + UUID.randomUUID() + "/card", AMIN, null).status()).isEqualTo(403);
        assertThat(send("GET", "/api/permits/" + UUID.randomUUID(), SCHEDULING, null).status()).isEqualTo(404);
        assertThat(send("GET", "/api/referrals/not-an-id", AMIN, null).status()).isEqualTo(400);
        assertThat(send("GET", "/anything", ALEX, null).status()).isEqualTo(403);
    }

    @Test
    void theDeskKeepsContactAndTheAdministratorErases() {
        var patient = refer(marias()).text("/patientId");
        var changed = send("POST", "/api/patients/" + patient + "/contact", DANA,
                "{\"phone\":\"(312) 555-0177\",\"language\":\"es\",\"zone\":\"America/Denver\",\"consent\":{\"text\":true},\"reason\":\"called\",\"version\":1}");
        assertThat(changed.text("/phone")).isEqualTo("+13125550177");
        assertThat(send("POST", "/api/patients/" + patient + "/contact", DANA, "{\"reason\":\"x\",\"version\":1}").status()).isEqualTo(412);
        assertThat(send("POST", "/api/patients/cards", SCHEDULING, "{\"ids\":[\"" + patient + "\",\"nobody\"]}").json().at("/missing").size()).isEqualTo(1);
        assertThat(send("POST", "/api/patients/" + patient + "/erase", ALEX, "{\"reason\":\"asked for it\"}").status()).isEqualTo(200);
        assertThat(send("GET", "/api/patients/" + patient + "/card", SCHEDULING, null).status()).isEqualTo(404);
    }

    @Test
    void anUnfinishedReferralIsJudgedWhileItGrows() {
        var findings = send("POST", "/api/findings", AMIN, "{\"target\":{\"region\":\"lumbar-sacral\"},\"symptom\":{\"weakness\":\"both-legs\"}}");
        assertThat(findings.text("/findings/0/severity")).isEqualTo("emergency");
        assertThat(findings.text("/instruction")).contains("emergency care now");
        assertThat(send("POST", "/api/findings", AMIN, "{}").json().at("/findings").size()).isZero();
    }

    private void refused(String body, String pointer) {
        var answer = refer(body);
        assertThat(answer.status()).as(body).isEqualTo(422);
        assertThat(answer.text("/type")).isEqualTo("urn:foramen:problem:invalid-fields");
        assertThat(answer.json().at("/errors").values()).as(answer.raw().body()).anyMatch(error -> error.at("/pointer").asString().equals(pointer));
    }

    static <T> List<T> atOnce(int many, Callable<T> each) throws Exception {
        var barrier = new CyclicBarrier(many);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            var tasks = new ArrayList<Callable<T>>();
            for (int i = 0; i < many; i++) {
                tasks.add(() -> {
                    barrier.await();
                    return each.call();
                });
            }
            for (var answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
