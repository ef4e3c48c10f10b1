package health.foramen.scheduling.worklist;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.safeguard.Role;
import health.foramen.scheduling.Desk;
import health.foramen.scheduling.ServiceIT;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The list of what needs a human: whose it is, until when it waits, and that nothing on it is ever lost. */
class WorklistIT extends ServiceIT {

    @Autowired
    private Worklist worklist;

    @AfterEach
    void backToNow() {
        time.set(NOW);
    }

    /** Something that a person closes. */
    private String aReply() {
        String id = Item.aboutReply(UUID.randomUUID().toString());
        worklist.putOnce(new Item(id, Why.REPLY_TO_READ, Optional.of("patient-" + id), Optional.empty(), Optional.empty(), Optional.empty(), "routine", time.instant(),
                Optional.of(DAY), Optional.empty(), Optional.empty()));
        return id;
    }

    private Desk felix() {
        return desk.as("felix", Role.FRONT_DESK);
    }

    private String open(String query) {
        return desk.get("/api/worklist" + query).expecting(200).raw().body();
    }

    private Desk.Answer act(Desk who, String id, String verb, Object body) {
        return who.post("/api/worklist/" + id + "/" + verb, body);
    }

    @Test
    void anItemIsTakenGivenBackAndHandedOver() {
        String id = aReply();
        act(desk, id, "claim", "{}").expecting(204);
        act(felix(), id, "claim", "{}").refusing(409, "taken");
        act(felix(), id, "give-back", "{}").refusing(409, "not-yours");
        assertThat(open("?owner=mine")).contains(id);
        assertThat(open("?owner=nobodys")).doesNotContain(id);
        act(desk, id, "give-back", "{}").expecting(204);
        act(felix(), id, "assign", Map.of("person", "dana", "name", "Dana Whitfield", "from", "felix")).refusing(409, "taken");
        act(felix(), id, "assign", Map.of("person", "dana", "name", "Dana Whitfield")).expecting(204);
        assertThat(open("?owner=mine")).contains(id);
        act(desk, "nothing", "give-back", "{}").refusing(404, "unknown-item");
    }

    @Test
    void oneOfManyWhoTakeItHasIt() throws Exception {
        String id = aReply();
        try (ExecutorService desks = Executors.newFixedThreadPool(8)) {
            List<Integer> answers = desks.invokeAll(IntStream.range(0, 8).mapToObj(i -> (Callable<Integer>) () ->
                    act(desk.as("person-" + i, Role.FRONT_DESK), id, "claim", "{}").status()).toList()).stream().map(future -> future.resultNow()).sorted().toList();
            assertThat(answers).startsWith(204).endsWith(409).filteredOn(status -> status == 204).hasSize(1);
        }
    }

    @Test
    void whatIsPutOffComesBackByItself() {
        String id = aReply();
        LocalDate until = LocalDate.of(2026, 11, 20);
        act(desk, id, "snooze", Map.of("until", "2026-11-12")).refusing(422, "snooze-invalid");
        act(desk, id, "snooze", Map.of("until", "2027-11-12")).refusing(422, "snooze-invalid");
        act(desk, id, "snooze", Map.of("until", until.toString())).expecting(204);
        assertThat(open("")).doesNotContain(id);
        assertThat(open("?snoozed=true")).contains(id);
        assertThat(desk.page("/worklist?snoozed=true").body()).contains("Put off", "put off until");
        time.set(NOW.plus(Duration.ofDays(8)));
        assertThat(open("")).contains(id);
        time.set(NOW);
        act(desk, id, "snooze", "{}").expecting(204);
        assertThat(open("")).contains(id);
    }

    @Test
    void whatIsDoneIsFoundAgainAndTakenBack() {
        Instant at = NOW.plus(Duration.ofDays(1));
        time.set(at);
        String id = aReply();
        act(desk, id, "done", Map.of("how", "called back")).expecting(204);
        act(desk, id, "done", Map.of("how", "called back")).refusing(404, "unknown-item");
        assertThat(open("")).doesNotContain(id);
        String done = desk.get("/api/worklist/done?on=2026-11-13").expecting(200).raw().body();
        assertThat(done).contains(id, "called back", "dana");
        assertThat(desk.page("/worklist/done?on=2026-11-13").body()).contains("Called back", "Open again");
        assertThat(desk.get("/api/worklist/done?on=2026-11-01").raw().body()).doesNotContain(id);

        act(desk, id, "reopen", "{}").expecting(204);
        act(desk, id, "reopen", "{}").refusing(404, "unknown-item");
        assertThat(open("")).contains(id);
        assertThat(desk.get("/api/worklist/done?on=2026-11-13").raw().body()).doesNotContain(id);
        act(desk, id, "done", "{}").expecting(204);
        assertThat(desk.get("/api/worklist/done?on=2026-11-13").raw().body()).containsOnlyOnce("\"" + id + "\"");
    }

    @Test
    void whatIsDoneInTheEveningIsFoundOnTheDayOfTheDeskNotOnThatOfGreenwich() {
        desk.aSite("evening", 4);
        // 21:30 on the 16th in Chicago.
        time.set(Instant.parse("2026-11-17T03:30:00Z"));
        String id = aReply();
        act(desk, id, "done", "{}").expecting(204);
        assertThat(desk.get("/api/worklist/done").expecting(200).body().required("on").asString()).isEqualTo("2026-11-16");
        assertThat(desk.get("/api/worklist/done?on=2026-11-16").raw().body()).contains(id);
        assertThat(desk.get("/api/worklist/done?on=2026-11-17").raw().body()).doesNotContain(id);
        assertThat(desk.page("/worklist/done?on=2026-11-16").body()).contains("21:30");
        time.set(NOW);
    }

    @Test
    void whatClosesByItselfIsFoundAgainButNotOpenedByHand() {
        String site = desk.aSite("list", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String permit = desk.aPermit();
        assertThat(open("?why=needs-booking")).contains(permit);
        desk.book(permit, desk.openingAt(permit, site, DAY, "09:00")).expecting(201);
        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(desk.get("/api/worklist/done?on=2026-11-12").raw().body()).contains(permit));
        act(desk, Item.aboutPermit(permit), "reopen", "{}").refusing(409, "not-by-hand");
    }

    @Test
    void aBookedVisitThatIsNotClearedIsListedUntilItIs() {
        String site = desk.aSite("list", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String patient = "patient-uncleared-" + site;
        String permit = desk.aPermit(patient, "none", "[]");
        String id = desk.book(permit, desk.openingAt(permit, site, DAY, "09:00")).expecting(201).word("appointmentId");
        desk.hear("permit.granted.v1", permit, 2, Desk.permitBody(permit, patient, "none", "[]", 2).replace("\"state\":\"cleared\"", "\"state\":\"open\""));
        assertThat(open("?why=clearance-missing")).contains(id);
        act(desk, Item.aboutClearance(permit), "done", "{}").refusing(409, "not-by-hand");
        desk.hear("permit.granted.v1", permit, 3, Desk.permitBody(permit, patient, "none", "[]", 3));
        assertThat(open("?why=clearance-missing")).doesNotContain(id);
    }

    @Test
    void thePageFiltersActsAndUndoes() {
        String id = aReply();
        String page = desk.page("/worklist").body();
        assertThat(page).contains("Reply to read", "data-row-key=\"x\"", "Nobody", "What was done").doesNotContain("th:");
        assertThat(desk.form("/worklist/take", Map.of("id", id, "whose", "mine")).headers().firstValue("location")).contains("/worklist?whose=mine&said=taken");
        felix().page("/worklist");
        assertThat(desk.form("/worklist/assign", Map.of("id", id, "from", "dana", "to", "felix")).headers().firstValue("location")).contains("/worklist?said=assigned");
        assertThat(desk.form("/worklist/snooze", Map.of("id", id, "until", "")).headers().firstValue("location")).contains("/worklist?said=no-date");
        String said = desk.form("/worklist/done", Map.of("id", id)).headers().firstValue("location").orElseThrow();
        assertThat(desk.page(said).body()).contains("Done. It is kept with your name.", "data-key=\"u\"");
        desk.form("/worklist/reopen", Map.of("id", id));
        assertThat(open("")).contains(id);
        assertThat(desk.page("/worklist?find=nobody-of-that-name").body()).contains("Nothing of that kind");
    }
}
