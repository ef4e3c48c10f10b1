package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.care.Region;
import health.foramen.referral.care.Who;
import health.foramen.referral.duplicates.Merges;
import health.foramen.referral.ledger.LedgerCast;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.Limits;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.PatientSearch;
import health.foramen.referral.patient.Patients;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Maria was written down twice. */
class DuplicatesIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

    /** Everybody else's Maria has the same telephone; these are somebody of their own. */
    private static final AtomicInteger TELEPHONES = new AtomicInteger(2_000);

    @Autowired
    private Ledgers ledgers;
    @Autowired
    private Patients patients;
    @Autowired
    private PatientSearch search;
    @Autowired
    private Merges merges;
    @Autowired
    private Packs packs;
    @Autowired
    private Clock clock;

    private record Two(Answer first, Answer second, String firstId, String secondId) {
        String pair() {
            return firstId.compareTo(secondId) < 0 ? firstId + "~" + secondId : secondId + "~" + firstId;
        }
    }

    /** The same Maria, once with a slip in her name. */
    private Two twoRecords() {
        var number = TELEPHONES.incrementAndGet();
        var body = marias().replace("1961-04-02", LocalDate.of(1940, 1, 1).plusDays(number).toString()).replace("+1 312 555 0142", "+1 773 244 " + number)
                .replace("maria@example.org", "maria-" + number + "@example.org");
        var first = refer(body);
        var second = refer(body.replace("\"María\"", "\"Marja\""));
        assertThat(second.text("/patientId")).isNotEqualTo(first.text("/patientId"));
        return new Two(first, second, first.text("/patientId"), second.text("/patientId"));
    }

    private void performed(String patient, int... monthsAgo) {
        var lines = new ArrayList<String>();
        for (var months : monthsAgo) {
            lines.add("{\"date\":\"%s\",\"procedure\":\"interlaminar-lumbar\",\"payer\":\"medicare\",\"source\":\"letter\"}".formatted(TODAY.minusMonths(months)));
        }
        assertThat(send("POST", "/api/patients/" + patient + "/history", DANA, "[" + String.join(",", lines) + "]").status()).isEqualTo(201);
    }

    private int sessions(String patient) {
        return send("GET", "/api/patients/" + patient + "/history", DANA, null).json().at("/sessions").size();
    }

    private static String accepting() {
        return "{\"overrides\":[{\"rule\":\"payer.repeat-relief\",\"reason\":\"the letter tells of relief\"}]}";
    }

    private Answer merge(String gone, String kept) {
        return send("POST", "/api/patients/" + gone + "/merge", DANA, "{\"into\":\"" + kept + "\",\"reason\":\"asked the patient\"}");
    }

    @Test
    void recordsThatLookAlikeAreNoticedComparedAndMerged() {
        var two = twoRecords();
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100))
                .until(() -> page("/patients/duplicates/" + two.pair(), DANA).statusCode() == 200);
        var pair = page("/patients/duplicates/" + two.pair(), DANA);
        assertThat(pair.statusCode()).as(pair.body()).isEqualTo(200);
        assertThat(pair.body()).contains("Same birth date and phone and e-mail, names alike", "Marja", "Merge the two");
        var path = "/patients/duplicates/" + two.pair() + "/merge";
        assertThat(post(path, DANA, form("reason", "asked")).body()).contains("choose the record that shall stand for both");
        assertThat(post(path, DANA, form("keep", two.firstId(), "reason", "")).statusCode()).isEqualTo(422);
        assertThat(post(path, DANA, form("keep", two.firstId(), "reason", "asked the patient")).statusCode()).isEqualTo(303);

        var card = send("GET", "/api/patients/" + two.secondId() + "/card", SCHEDULING, null);
        assertThat(card.text("/patientId")).isEqualTo(two.secondId());
        assertThat(card.text("/mergedInto")).isEqualTo(two.firstId());
        assertThat(card.text("/givenName")).isEqualTo("María");
        assertThat(send("GET", "/api/referrals/" + two.second().text("/referralId"), AMIN, null).text("/patient/givenName")).isEqualTo("María");
        var before = Long.parseLong(String.valueOf(card.json().at("/version").asLong()));
        var changed = send("POST", "/api/patients/" + two.secondId() + "/contact", DANA, "{\"phone\":\"(312) 555-0188\",\"reason\":\"called\"}", "If-Match", "\"" + before + "\"");
        assertThat(changed.status()).as(changed.raw().body()).isEqualTo(200);
        assertThat(send("GET", "/api/patients/" + two.secondId() + "/card", SCHEDULING, null).json().at("/version").asLong()).isGreaterThan(before);
        assertThat(page("/patients/duplicates", DANA).body()).doesNotContain(two.pair());
        assertThat(page("/patients?q=" + "marja", DANA).body()).as("the old name still finds the record").contains("/patients/" + two.firstId());
        assertThat(page("/patients/" + two.firstId(), DANA).body()).contains("Merged records", "Separate again", "Consent", "told with a referral");

        assertThat(post("/patients/" + two.secondId() + "/separate", DANA, form("reason", "two people after all")).statusCode()).isEqualTo(303);
        assertThat(send("GET", "/api/patients/" + two.secondId() + "/card", SCHEDULING, null).text("/givenName")).isEqualTo("Marja");
        assertThat(send("GET", "/api/patients/" + two.secondId() + "/card", SCHEDULING, null).text("/mergedInto")).isEmpty();
    }

    @Test
    void severalAreComparedAtOnceEachWithItsOwn() {
        var two = twoRecords();
        var others = twoRecords();
        var people = patients.themselves(Stream.of(two.firstId(), two.secondId(), others.firstId()).map(UUID::fromString).toList());

        var alike = search.alike(people.values(), 40);

        assertThat(alike).containsOnlyKeys(people.keySet());
        assertThat(alike.get(UUID.fromString(two.firstId()))).extracting(patient -> patient.id().toString()).contains(two.secondId()).doesNotContain(two.firstId(), others.firstId());
        assertThat(alike.get(UUID.fromString(two.secondId()))).extracting(patient -> patient.id().toString()).contains(two.firstId());
        assertThat(alike.get(UUID.fromString(others.firstId()))).extracting(patient -> patient.id().toString()).contains(others.secondId()).doesNotContain(two.firstId());
        assertThat(search.alike(List.of(), 40)).isEmpty();
        assertThat(search.alike(people.values(), 0).values()).allMatch(List::isEmpty);
    }

    @Test
    void whatIsClaimedBesideAKeyLeadsToWhoeverHasTheKey() {
        var word = UUID.randomUUID() + ":";
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        assertThat(patients.claim(word + "name", List.of(), first)).isEqualTo(first);
        assertThat(patients.claim(word + "name", List.of(word + "chart"), second)).isEqualTo(first);
        assertThat(patients.claim(word + "other name", List.of(word + "chart", word + "other chart"), second)).isEqualTo(second);

        assertThat(patients.whose(List.of(word + "name", word + "chart", word + "other name", word + "other chart")))
                .isEqualTo(Map.of(word + "name", first, word + "chart", first, word + "other name", second, word + "other chart", second));
    }

    @Test
    void aPairThatIsKeptApartIsNotAskedAboutAgain() {
        var two = twoRecords();
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100))
                .until(() -> page("/patients/duplicates/" + two.pair(), DANA).statusCode() == 200);
        assertThat(post("/patients/duplicates/" + two.pair() + "/keep-apart", DANA, "").statusCode()).isEqualTo(303);
        assertThat(page("/patients/duplicates/" + two.pair(), DANA).body()).contains("two people");
        assertThat(send("GET", "/api/patients/duplicates", DANA, null).raw().body()).doesNotContain(two.pair());
        assertThat(send("GET", "/api/patients/duplicates?cursor=nobody", DANA, null).status()).isEqualTo(400);
        assertThat(send("POST", "/api/patients/duplicates/x~y/keep-apart", DANA, null).status()).isEqualTo(404);
    }

    @Test
    void bothLedgersCountAsOneAndUndoingGivesEachItsOwnBack() {
        var two = twoRecords();
        performed(two.firstId(), 11, 8);
        performed(two.secondId(), 5);
        assertThat(merge(two.secondId(), two.firstId()).status()).isEqualTo(200);
        assertThat(merge(two.secondId(), two.firstId()).status()).as("asking twice is asking once").isEqualTo(200);
        assertThat(sessions(two.firstId())).isEqualTo(3);
        assertThat(sessions(two.secondId())).isEqualTo(3);

        var granted = accept(two.second().text("/referralId"), accepting());
        assertThat(granted.text("/permit/status")).as(granted.raw().body()).isEqualTo("granted");
        assertThat(accept(two.first().text("/referralId"), accepting()).text("/permit/status")).isEqualTo("withheld");
        performed(two.secondId(), 2);
        assertThat(sessions(two.firstId())).isEqualTo(4);

        var separated = send("POST", "/api/patients/" + two.secondId() + "/separate", DANA, "{\"reason\":\"two people\"}");
        assertThat(separated.status()).as(separated.raw().body()).isEqualTo(200);
        assertThat(sessions(two.firstId())).isEqualTo(2);
        assertThat(sessions(two.secondId())).isEqualTo(2);
        var permit = send("GET", "/api/permits/" + granted.text("/permitId"), SCHEDULING, null);
        assertThat(permit.text("/status")).isEqualTo("granted");
        assertThat(permit.text("/patientId")).isEqualTo(two.secondId());
        assertThat(ledgers.of(UUID.fromString(two.firstId()), Region.LUMBAR_SACRAL).permits()).noneMatch(left -> left.patientId().toString().equals(two.secondId()));
        assertThat(send("POST", "/api/patients/" + two.secondId() + "/separate", DANA, "{\"reason\":\"two people\"}").status()).isEqualTo(200);
    }

    /** Whoever asks either record while the two become one, and two again: at no moment is a session lost, and at the end each has its own. */
    @Test
    void nothingIsLostBetweenTheTwoWhateverHappensMeanwhile() throws Exception {
        var two = twoRecords();
        var first = UUID.fromString(two.firstId());
        var second = UUID.fromString(two.secondId());
        var limits = Limits.of(packs.on(TODAY).payer("self-pay").orElseThrow(), LedgerCast.mariasPlan().procedure().family());
        var tasks = new ConcurrentLinkedQueue<Callable<Object>>();
        for (int i = 0; i < 20; i++) {
            var day = TODAY.minusYears(2).plusDays(i * 2L);
            tasks.add(() -> ledgers.change(first, Region.LUMBAR_SACRAL, ledger -> ledger.perform(LedgerCast.session("f-" + day, day, "self-pay"), Optional.empty(), limits, clock.instant())));
            tasks.add(() -> ledgers.change(second, Region.LUMBAR_SACRAL, ledger -> ledger.perform(LedgerCast.session("s-" + day.plusDays(1), day.plusDays(1), "self-pay"), Optional.empty(), limits, clock.instant())));
        }
        tasks.add(() -> merge(two.secondId(), two.firstId()).status());
        tasks.add(() -> {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> patients.itself(second).orElseThrow().leadsTo().isPresent());
            return send("POST", "/api/patients/" + two.secondId() + "/separate", DANA, "{\"reason\":\"two people\"}").status();
        });
        ReferralServiceIT.atOnce(tasks.size(), () -> tasks.remove().call());
        assertThat(ledgers.of(first, Region.LUMBAR_SACRAL).performed()).hasSize(20).allMatch(session -> session.id().startsWith("f-"));
        assertThat(ledgers.of(second, Region.LUMBAR_SACRAL).performed()).hasSize(20).allMatch(session -> session.id().startsWith("s-"));
    }

    @Test
    void aMergeThatAProcessLeftBehindIsFinishedAndErasingTakesBoth() {
        var two = twoRecords();
        performed(two.secondId(), 5);
        var first = UUID.fromString(two.firstId());
        var second = UUID.fromString(two.secondId());
        var dana = new Who("dana", "Dana Whitfield");
        var version = patients.itself(second).orElseThrow().version();
        patients.changeItself(first, patient -> patient.leadHere(patients.itself(second).orElseThrow(), dana, "asked", clock.instant()));
        merges.begun(new Merges.UnderWay(second, first, false, version, dana, "asked"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).until(() -> merges.underWay().stream().noneMatch(merge -> merge.gone().equals(second)));
        assertThat(sessions(two.firstId())).isEqualTo(1);
        assertThat(merge(two.firstId(), two.secondId()).status()).as("one that is gone cannot stand for others").isEqualTo(409);
        assertThat(merge(two.firstId(), two.firstId()).status()).isEqualTo(409);
        assertThat(merge(two.firstId(), UUID.randomUUID().toString()).status()).isEqualTo(404);

        var path = "/patients/" + two.firstId() + "/erase";
        assertThat(page(path, ALEX).body()).contains("This cannot be undone");
        assertThat(page(path, DANA).statusCode()).isEqualTo(403);
        assertThat(post(path, ALEX, form("reason", "letter of the patient")).statusCode()).isEqualTo(422);
        assertThat(post(path, ALEX, form("reason", "letter of the patient", "sure", "true")).statusCode()).isEqualTo(303);
        assertThat(send("GET", "/api/patients/" + two.secondId() + "/card", SCHEDULING, null).status()).isEqualTo(404);
        assertThat(patients.itself(second).orElseThrow().erased()).isTrue();
    }

    @Test
    void aContactIsReplacedOnlyByWhoSaysWhatWasRead() {
        var patient = refer(marias()).text("/patientId");
        var body = "{\"phone\":\"(312) 555-0177\",\"preferredTime\":\"morning\",\"consent\":{\"text\":true},\"reason\":\"called\"}";
        var blind = send("POST", "/api/patients/" + patient + "/contact", DANA, body);
        assertThat(blind.status()).isEqualTo(428);
        assertThat(blind.text("/type")).isEqualTo("urn:foramen:problem:precondition-needed");
        var tag = send("GET", "/api/patients/" + patient + "/card", DANA, null).raw().headers().firstValue("ETag").orElseThrow();
        var kept = send("POST", "/api/patients/" + patient + "/contact", DANA, body, "If-Match", tag);
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.text("/preferredTime")).isEqualTo("morning");
        assertThat(send("POST", "/api/patients/" + patient + "/contact", DANA, body, "If-Match", tag).status()).isEqualTo(412);
        assertThat(page("/patients/" + patient, DANA).body()).contains("called", "written down by", "earlier");
    }

    @Test
    void aSearchIsReadPageByPage() {
        var family = "Paging" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        for (var given : List.of("Ana", "Berta", "Clara", "Dora", "Eva")) {
            refer(marias().replace("María", given).replaceFirst("Santos [0-9a-f]+", family));
        }
        var read = new ArrayList<String>();
        var cursor = "";
        do {
            var page = send("GET", "/api/patients?limit=2&q=" + family + cursor, DANA, null);
            page.json().at("/patients").values().forEach(card -> read.add(card.at("/givenName").asString()));
            cursor = page.text("/next").isEmpty() ? "" : "&cursor=" + page.text("/next");
        } while (!cursor.isEmpty());
        assertThat(read).containsExactly("Ana", "Berta", "Clara", "Dora", "Eva");
        assertThat(send("GET", "/api/patients?q=" + family + "&cursor=%00", DANA, null).status()).isEqualTo(400);
    }
}
