package health.foramen.scheduling.booking;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Desk;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.PermitOwner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One day at the desk, over HTTP: through the door, past the time-out, into another bay, home; and every step that was a slip. */
class DayIT extends ServiceIT {

    private static final Map<String, Object> TIME_OUT =
            Map.of("timeOut", Map.of("patient", true, "side", true, "level", true, "clearances", true, "by", "Dr. Leila Haddad"));
    /** 08:30 in Chicago. */
    private static final Instant MORNING = Instant.parse("2026-12-03T14:30:00Z");

    private String site;

    @BeforeEach
    void aMorningAtTheSite() {
        site = desk.aSite("day", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(14)).expecting(200);
        time.set(NOW);
    }

    @AfterEach
    void everythingAgrees() {
        owner.away(false);
        time.set(NOW);
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).isEmpty();
    }

    private String book(String permit, String at) {
        return desk.book(permit, desk.openingAt(permit, site, DAY, at)).expecting(201).word("appointmentId");
    }

    private Desk.Answer step(String id, String verb, long revision) {
        return desk.change(id, verb, revision, Map.of());
    }

    @Test
    void aWholeDayIsWrittenDownStepByStep() {
        String id = book(desk.aSedatedPermit(), "09:00");
        time.set(MORNING);
        Desk.Answer arrived = step(id, "arrive", 1).expecting(200);
        assertThat(arrived.body().at("/permitAsked/answer").asString()).isEqualTo("confirmed");
        assertThat(step(id, "prepare", 2).expecting(200).word("status")).isEqualTo("preparing");
        Desk.Answer started = desk.change(id, "start", 3, TIME_OUT).expecting(200);
        assertThat(started.body().at("/timeOut/confirmed/0").toString()).contains("blood-thinner", "Dr. Leila Haddad");
        step(id, "recover", 4).expecting(200);
        desk.change(id, "discharge", 5, Map.of("followUp", Map.of("noneBecause", "referrer-follows"))).expecting(200);
        Desk.Answer done = desk.get("/api/appointments/" + id);
        assertThat(done.body().at("/timeOut/by").asString()).as("the time-out stays").isEqualTo("Dr. Leila Haddad");
        assertThat(done.body().required("history").values().stream().map(l -> l.required("what").asString()))
                .containsExactly("booked", "arrived", "preparing", "started", "recovering", "completed");
    }

    @Test
    void atTheDoorThePermitsOwnerHasTheLastWord() {
        String withdrawn = desk.aPermit();
        String id = book(withdrawn, "09:00");
        String away = book(desk.aPermit(), "10:00");
        time.set(MORNING);
        owner.says(withdrawn, new PermitOwner.Word("withdrawn", 2, false, List.of(new Permit.Clearance("blood-thinner", "cleared"))));
        Desk.Answer arrived = step(id, "arrive", 1).expecting(200);
        assertThat(arrived.body().at("/permitAsked/answer").asString()).isEqualTo("withdrawn");
        assertThat(arrived.body().required("permitWithdrawn").asBoolean()).isTrue();
        desk.change(id, "start", 2, TIME_OUT).refusing(409, "permit-withdrawn");

        owner.away(true);
        Desk.Answer copy = step(away, "arrive", 1).expecting(200);
        assertThat(copy.body().at("/permitAsked/answer").asString()).isEqualTo("away");
        assertThat(desk.page("/appointments/" + away).body()).contains("did not answer; the copy here counts");
        desk.change(away, "start", 2, TIME_OUT).expecting(200);
    }

    @Test
    void nothingStartsWhileAClearanceIsOpen() {
        String permit = desk.aPermit();
        String id = book(permit, "09:00");
        time.set(MORNING);
        owner.says(permit, new PermitOwner.Word("granted", 2, false, List.of(new Permit.Clearance("blood-thinner", "cleared"), new Permit.Clearance("consent", "open"))));
        step(id, "arrive", 1).expecting(200);
        Desk.Answer refused = desk.change(id, "start", 2, TIME_OUT).refusing(409, "clearance-open");
        assertThat(refused.body().required("clearances").toString()).isEqualTo("[\"consent\"]");
        assertThat(desk.page("/appointments/" + id).body()).contains("It cannot start.", "Not cleared: consent.");

        owner.says(permit, new PermitOwner.Word("granted", 3, false, List.of(new Permit.Clearance("blood-thinner", "cleared"), new Permit.Clearance("consent", "cleared"))));
        desk.hear("permit.granted.v1", permit, 3, Desk.permitBody(permit, desk.get("/api/appointments/" + id).word("patientId"), "none", "[]", 3));
        desk.change(id, "start", 2, Map.of("timeOut", Map.of("patient", true, "procedure", false, "side", true, "level", true, "clearances", true, "by", "Dr. Leila Haddad")))
                .refusing(422, "time-out-incomplete");
        desk.change(id, "start", 2, TIME_OUT).expecting(200);
    }

    @Test
    void aPatientMovesToAnotherBayIfItIsFreeAndFits() {
        String id = book(desk.aSedatedPermit(), "09:00");
        String bay = site + "/bay-2";
        assertThat(desk.change(id, "bay", 1, Map.of("bay", bay)).expecting(200).body().required("claims").toString()).contains(bay);
        assertThat(desk.get("/api/appointments/" + id).body().required("revision").asLong()).as("nobody was told of a bay").isEqualTo(1);
        desk.change(id, "bay", 1, Map.of("bay", site + "/bay-4")).refusing(422, "bay-not-monitored");
        desk.change(id, "bay", 1, Map.of("bay", site + "/bay-9")).refusing(422, "unknown-bay");
        String other = book(desk.aSedatedPermit(), "09:30");
        desk.change(other, "bay", 1, Map.of("bay", bay)).expecting(200);
        String third = book(desk.aPermit(), "10:00");
        assertThat(desk.get("/api/appointments/" + third).body().required("claims").toString()).doesNotContain(bay);
    }

    @Test
    void aBayGoesToOneOfThoseWhoWantItAtOnce() throws Exception {
        // Both recover between 09:30 and 09:45, in rooms of their own.
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "12:00", DAY, DAY).expecting(200);
        List<String> both = List.of(book(desk.aPermit(), "09:00"), bookWith(desk.aPermit(), "dr.lindqvist-" + site, "09:00"));
        String wanted = site + "/bay-1";
        try (ExecutorService racers = Executors.newFixedThreadPool(2)) {
            List<Integer> answers = racers.invokeAll(both.stream().map(id -> (Callable<Integer>) () ->
                    desk.change(id, "bay", 1, Map.of("bay", wanted)).status()).toList()).stream().map(future -> future.resultNow()).sorted().toList();
            assertThat(answers).containsExactly(200, 409);
        }
    }

    private String bookWith(String permit, String clinician, String at) {
        String opening = desk.get("/api/openings?permitId=" + permit + "&site=" + site + "&clinician=" + clinician + "&from=" + DAY + "&to=" + DAY + "&limit=100")
                .expecting(200).body().required("openings").values().stream().filter(o -> o.required("localStart").asString().endsWith("T" + at)).findFirst().orElseThrow()
                .required("openingId").asString();
        return desk.book(permit, opening).expecting(201).word("appointmentId");
    }

    @Test
    void aSlipIsTakenBackWithAReasonAndOneOfTwoWhoTry() throws Exception {
        String id = book(desk.aPermit(), "09:00");
        time.set(MORNING);
        step(id, "arrive", 1).expecting(200);
        desk.change(id, "undo", 2, Map.of("because", " ")).expecting(400);
        try (ExecutorService racers = Executors.newFixedThreadPool(4)) {
            List<Integer> answers = racers.invokeAll(IntStream.range(0, 4).mapToObj(i -> (Callable<Integer>) () ->
                    desk.change(id, "undo", 2, Map.of("because", "the wrong Stone")).status()).toList()).stream().map(future -> future.resultNow()).sorted().toList();
            assertThat(answers).containsExactly(200, 412, 412, 412);
        }
        assertThat(desk.get("/api/appointments/" + id).word("status")).isEqualTo("booked");
        desk.change(id, "undo", 3, Map.of("because", "again")).refusing(409, "nothing-to-undo");
        step(id, "arrive", 3).expecting(200);
        time.set(MORNING.plusSeconds(601));
        desk.change(id, "undo", 4, Map.of("because", "too late")).refusing(409, "undone-too-late");
    }

    @Test
    void whoWasGivenUpComesAfterAllWhileTheTimeIsFree() {
        String permit = desk.aPermit();
        String id = book(permit, "09:00");
        time.set(Instant.parse("2026-12-03T15:05:00Z"));
        step(id, "no-show", 1).expecting(200);
        assertThat(desk.get("/api/worklist").raw().body()).contains(permit);
        desk.change(id, "undo", 2, Map.of("because", "was in the wrong room")).expecting(200);
        Desk.Answer back = desk.get("/api/appointments/" + id);
        assertThat(back.word("status")).isEqualTo("booked");
        assertThat(back.body().required("claims")).isNotEmpty();
        assertThat(desk.get("/api/worklist").raw().body()).doesNotContain(permit);

        step(id, "no-show", 3).expecting(200);
        time.set(NOW);
        String quicker = book(desk.aPermit(), "09:00");
        time.set(Instant.parse("2026-12-03T15:06:00Z"));
        desk.change(id, "undo", 4, Map.of("because", "is here")).refusing(409, "units-taken");
        assertThat(desk.get("/api/appointments/" + quicker).word("status")).isEqualTo("booked");
        assertThat(desk.get("/api/worklist").raw().body()).as("it still needs booking").contains(permit);
    }

    @Test
    void beingLateChangesNothingThatThePatientWasTold() {
        String id = book(desk.aPermit(), "09:00");
        desk.change(id, "late", 1, Map.of("minutes", 20)).refusing(409, "not-on-the-day");
        time.set(MORNING);
        assertThat(desk.change(id, "late", 1, Map.of("minutes", 20)).expecting(200).body().required("minutesLate").asInt()).isEqualTo(20);
        desk.change(id, "late", 1, Map.of("minutes", 999)).expecting(400);
        desk.change(id, "late", 1, Map.of("minutes", 0)).expecting(200);
        assertThat(desk.get("/api/appointments/" + id).body().path("minutesLate").isMissingNode()).isTrue();
    }

    @Test
    void theFollowUpMayBeAnAppointmentThatThePatientHas() {
        String patient = "patient-who-returns-" + site;
        String id = book(desk.aPermit(patient, "none", "[]"), "09:00");
        String permit = desk.aPermit(patient, "none", "[]");
        String next = desk.book(permit, desk.openingAt(permit, site, DAY.plusDays(14), "09:00")).expecting(201).word("appointmentId");
        String ofAnother = book(desk.aPermit(), "10:00");
        time.set(MORNING);
        step(id, "arrive", 1).expecting(200);
        desk.change(id, "start", 2, TIME_OUT).expecting(200);
        step(id, "recover", 3).expecting(200);
        desk.change(id, "discharge", 4, Map.of("followUp", Map.of("appointmentId", ofAnother))).refusing(422, "follow-up-invalid");
        desk.change(id, "discharge", 4, Map.of("followUp", Map.of("appointmentId", next, "date", "2026-12-20"))).refusing(422, "follow-up-invalid");
        Desk.Answer done = desk.change(id, "discharge", 4, Map.of("followUp", Map.of("appointmentId", next))).expecting(200);
        assertThat(done.body().at("/followUp/date").asString()).isEqualTo(DAY.plusDays(14).toString());
        assertThat(done.body().at("/followUp/appointmentId").asString()).isEqualTo(next);
    }
}
