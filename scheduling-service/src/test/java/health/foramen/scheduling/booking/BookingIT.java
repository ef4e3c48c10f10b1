package health.foramen.scheduling.booking;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BookingIT extends ServiceIT {

    private static final Map<String, Object> TIME_OUT =
            Map.of("timeOut", Map.of("patient", true, "side", true, "level", true, "clearances", true, "by", "Dr. Leila Haddad"));

    @AfterEach
    void everythingAgrees() {
        time.set(NOW);
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).isEmpty();
    }

    private String aWorkingSite() {
        String site = desk.aSite("lakeside", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(6)).expecting(200);
        return site;
    }

    @Test
    void aPermitIsBookedAndTheDayGoesToItsEnd() {
        String site = aWorkingSite();
        String permit = desk.aSedatedPermit();
        assertThat(desk.get("/api/worklist").expecting(200).raw().body()).contains(permit);

        JsonNode opening = desk.openings(permit, site, 5).getFirst();
        assertThat(opening.required("localStart").asString()).isEqualTo("2026-12-03T08:00");
        String key = UUID.randomUUID().toString();
        Map<String, String> wish = Map.of("permitId", permit, "openingId", opening.required("openingId").asString());
        Answer booked = desk.post("/api/appointments", wish, key).expecting(201);
        String id = booked.word("appointmentId");
        assertThat(booked.raw().headers().firstValue("etag")).contains("\"1\"");
        assertThat(desk.post("/api/appointments", wish, key).expecting(201).word("appointmentId")).isEqualTo(id);
        desk.post("/api/appointments", Map.of("permitId", desk.aPermit(), "openingId", wish.get("openingId")), key).refusing(422, "idempotency-key-reused");
        desk.book(permit, wish.get("openingId")).refusing(409, "permit-already-booked");

        desk.change(id, "arrive", 1, Map.of()).refusing(409, "not-on-the-day");
        time.set(Instant.parse(opening.required("arriveAt").asString()));
        desk.post("/api/appointments/" + id + "/arrive", "{}").refusing(428, "revision-missing");
        assertThat(desk.change(id, "arrive", 1, Map.of()).expecting(200).word("status")).isEqualTo("arrived");
        desk.change(id, "arrive", 1, Map.of()).refusing(412, "stale-revision");
        desk.change(id, "arrive", 2, Map.of()).expecting(200);
        desk.change(id, "start", 2, Map.of()).refusing(422, "time-out-incomplete");
        assertThat(desk.change(id, "start", 2, TIME_OUT).expecting(200).word("status")).isEqualTo("in-procedure");
        desk.change(id, "cancel", 3, Map.of("reason", "clinic")).refusing(409, "not-in-that-state");
        assertThat(desk.change(id, "recover", 3, Map.of()).expecting(200).word("status")).isEqualTo("recovering");
        desk.change(id, "discharge", 4, Map.of()).refusing(422, "follow-up-missing");
        Answer done = desk.change(id, "discharge", 4, Map.of("followUp", Map.of("date", "2026-12-17"))).expecting(200);
        assertThat(done.word("status")).isEqualTo("completed");
        assertThat(done.body().at("/followUp/date").asString()).isEqualTo("2026-12-17");
        assertThat(desk.get("/api/appointments/" + id).expecting(200).body().required("history").size()).isEqualTo(5);
        assertThat(desk.get("/api/worklist").raw().body()).doesNotContain(permit);
    }

    @Test
    void oneOpeningIsBookedOnceAndTheNextOnesAreOffered() {
        String site = aWorkingSite();
        String first = desk.aPermit();
        String opening = desk.openingAt(first, site, DAY, "09:00");
        desk.book(first, opening).expecting(201);
        Answer refused = desk.book(desk.aPermit(), opening).refusing(409, "slot-no-longer-available");
        assertThat(refused.body().required("openings").size()).isGreaterThan(0);
    }

    @Test
    void aPatientIsNeverInTwoPlaces() {
        String one = aWorkingSite();
        String other = aWorkingSite();
        String patient = "patient-" + UUID.randomUUID();
        String first = desk.aPermit(patient, "none", "[]");
        String second = desk.aPermit(patient, "none", "[]");
        String appointment = desk.book(first, desk.openingAt(first, one, DAY, "09:00")).expecting(201).word("appointmentId");
        Answer refused = desk.book(second, desk.openingAt(second, other, DAY, "09:15")).refusing(409, "patient-elsewhere");
        assertThat(refused.word("appointmentId")).isEqualTo(appointment);
        desk.book(second, desk.openingAt(second, other, DAY, "11:00")).expecting(201);
        assertThat(desk.get("/api/appointments?patient=" + patient).expecting(200).body().required("appointments").size()).isEqualTo(2);
    }

    @Test
    void aHoldKeepsAnOpeningForAWhile() {
        String site = aWorkingSite();
        String permit = desk.aPermit();
        String opening = desk.openingAt(permit, site, DAY, "09:00");
        Map<String, String> wish = Map.of("permitId", permit, "openingId", opening);
        Answer held = desk.post("/api/holds", wish, UUID.randomUUID().toString()).expecting(201);
        assertThat(Instant.parse(held.word("expiresAt"))).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        desk.book(desk.aPermit(), opening).refusing(409, "slot-no-longer-available");
        Answer confirmed = desk.post("/api/holds/" + held.word("holdId") + "/confirm", "{}").expecting(201);
        assertThat(confirmed.word("status")).isEqualTo("booked");
        assertThat(confirmed.word("appointmentId")).isEqualTo(held.word("holdId"));
        desk.delete("/api/holds/" + held.word("holdId")).refusing(409, "not-in-that-state");
    }

    @Test
    void aLapsedHoldIsTakenOutByWhoeverMeetsItFirst() {
        String site = aWorkingSite();
        String permit = desk.aPermit();
        String opening = desk.openingAt(permit, site, DAY, "09:00");
        String hold = desk.post("/api/holds", Map.of("permitId", permit, "openingId", opening), UUID.randomUUID().toString()).expecting(201).word("holdId");
        time.set(NOW.plus(Duration.ofMinutes(10)));
        desk.book(desk.aPermit(), opening).expecting(201);
        Answer late = desk.post("/api/holds/" + hold + "/confirm", "{}");
        assertThat(late.status()).isIn(404, 409);
        desk.book(permit, desk.openingAt(permit, site, DAY, "10:00")).expecting(201);
    }

    @Test
    void aHoldThatIsLetGoIsFreeAtOnceAndThePermitNeedsBookingAgain() {
        String site = aWorkingSite();
        String permit = desk.aPermit();
        String opening = desk.openingAt(permit, site, DAY, "09:00");
        String hold = desk.post("/api/holds", Map.of("permitId", permit, "openingId", opening), UUID.randomUUID().toString()).expecting(201).word("holdId");
        desk.delete("/api/holds/" + hold).expecting(204);
        assertThat(desk.get("/api/worklist").raw().body()).contains(permit);
        desk.book(permit, opening).expecting(201);
    }

    @Test
    void anAppointmentMovesWithinItsDayAndToAnotherAndKeepsCounting() {
        String site = aWorkingSite();
        String permit = desk.aPermit();
        String id = desk.book(permit, desk.openingAt(permit, site, DAY, "09:00")).expecting(201).word("appointmentId");

        // Onto half of its own time.
        String mine = new health.foramen.scheduling.openings.OpeningId(new health.foramen.scheduling.day.DayId(site, DAY), "dr.haddad-" + site + "@0800",
                java.time.LocalTime.of(9, 15)).text();
        Answer shifted = desk.change(id, "move", 1, Map.of("openingId", mine)).expecting(200);
        assertThat(shifted.word("localStart")).isEqualTo("2026-12-03T09:15");
        assertThat(shifted.body().required("revision").asLong()).isEqualTo(2);
        desk.change(id, "move", 2, Map.of("openingId", mine)).refusing(422, "move-onto-itself");

        Answer moved = desk.change(id, "move", 2, Map.of("openingId", desk.openingAt(permit, site, DAY.plusDays(1), "10:00"))).expecting(200);
        assertThat(moved.word("localStart")).isEqualTo("2026-12-04T10:00");
        assertThat(moved.body().required("revision").asLong()).isEqualTo(3);
        assertThat(desk.get("/api/appointments/" + id).expecting(200).word("localStart")).isEqualTo("2026-12-04T10:00");
        desk.book(desk.aPermit(), mine).expecting(201);

        Answer back = desk.change(id, "move", 3, Map.of("openingId", desk.openingAt(permit, site, DAY, "11:00"))).expecting(200);
        assertThat(back.body().required("revision").asLong()).isEqualTo(4);
        desk.change(id, "move", 3, Map.of("openingId", mine)).refusing(412, "stale-revision");
        desk.change(id, "move", 4, Map.of("openingId", mine)).refusing(409, "slot-no-longer-available");
        assertThat(desk.get("/api/appointments/" + id).word("localStart")).isEqualTo("2026-12-03T11:00");
    }

    @Test
    void whatIsCancelledIsFreeAndNeedsBookingAgain() {
        String site = aWorkingSite();
        String permit = desk.aPermit();
        String opening = desk.openingAt(permit, site, DAY, "09:00");
        String id = desk.book(permit, opening).expecting(201).word("appointmentId");
        desk.change(id, "cancel", 1, Map.of("reason", "Because I say so")).refusing(400, "invalid-fields");
        desk.change(id, "cancel", 1, Map.of("reason", "patient-request", "note", "a cold")).expecting(200);
        assertThat(desk.get("/api/worklist").raw().body()).contains(permit);
        desk.book(desk.aPermit(), opening).expecting(201);
        desk.book(permit, desk.openingAt(permit, site, DAY, "10:00")).expecting(201);
    }

    @Test
    void openingsThatWereMadeUpAreRefusedWithTheReason() {
        String site = aWorkingSite();
        String permit = desk.aPermit();
        desk.book(permit, "nonsense!").refusing(422, "invalid-opening");
        desk.book(permit, opening("nowhere", DAY, "dr.haddad@0800", 9, 0)).refusing(404, "unknown-opening");
        desk.book(permit, opening(site, DAY, "dr.nobody@0800", 9, 0)).refusing(404, "unknown-opening");
        desk.book(permit, opening(site, DAY, "dr.haddad-" + site + "@0800", 9, 7)).refusing(422, "opening-does-not-fit");
        desk.book(permit, opening(site, DAY, "dr.haddad-" + site + "@0800", 14, 0)).refusing(422, "opening-does-not-fit");
        desk.book(UUID.randomUUID().toString(), desk.openingAt(permit, site, DAY, "09:00")).refusing(404, "unknown-permit");
        String past = desk.openingAt(permit, site, DAY, "09:00");
        time.set(Instant.parse("2026-12-03T18:00:00Z"));
        desk.book(permit, past).refusing(422, "opening-past");
    }

    @Test
    void aWithdrawnPermitFlagsWhatIsBookedAndCannotStart() {
        String site = aWorkingSite();
        String patient = "patient-" + UUID.randomUUID();
        String permit = desk.aPermit(patient, "none", "[]");
        JsonNode opening = desk.openings(permit, site, 1).getFirst();
        String id = desk.book(permit, opening.required("openingId").asString()).expecting(201).word("appointmentId");
        desk.hear("permit.withdrawn.v1", permit, 2, health.foramen.scheduling.Desk.permitBody(permit, patient, "none", "[]", 2));
        assertThat(desk.get("/api/appointments/" + id).body().required("permitWithdrawn").asBoolean()).isTrue();
        assertThat(desk.get("/api/worklist").body().toString()).contains("permit-withdrawn").contains(id);
        time.set(Instant.parse(opening.required("arriveAt").asString()));
        desk.change(id, "arrive", 1, Map.of()).expecting(200);
        desk.change(id, "start", 2, TIME_OUT).refusing(409, "permit-withdrawn");
        desk.change(id, "cancel", 2, Map.of("reason", "permit-withdrawn")).expecting(200);
        assertThat(desk.get("/api/worklist").body().toString()).doesNotContain(id);
        assertThat(desk.hear("permit.granted.v1", permit, 1, health.foramen.scheduling.Desk.permitBody(permit, patient, "none", "[]", 1)))
                .isEqualTo(health.foramen.outbox.Handled.SUPERSEDED);
    }

    @Test
    void whatAPatientSaysIsSeenOnTheAppointmentAndTheWorklist() {
        String site = aWorkingSite();
        String permit = desk.aSedatedPermit();
        String id = desk.book(permit, desk.openings(permit, site, 1).getFirst().required("openingId").asString()).expecting(201).word("appointmentId");

        desk.hear("ride.changed.v1", id, 1, ride(id, "missing"));
        assertThat(desk.get("/api/worklist").body().toString()).contains("ride:" + id);
        assertThat(desk.hear("ride.changed.v1", id, 1, ride(id, "missing"))).isEqualTo(health.foramen.outbox.Handled.SUPERSEDED);
        desk.hear("ride.changed.v1", id, 2, ride(id, "arranged"));
        assertThat(desk.get("/api/worklist").body().toString()).doesNotContain("ride:" + id);
        assertThat(desk.get("/api/appointments/" + id).body().at("/ride/status").asString()).isEqualTo("arranged");

        desk.hear("appointment.patient-confirmed.v1", id, 1, "{\"appointmentId\":\"%s\",\"revision\":1,\"at\":\"2026-11-12T15:00:00Z\"}".formatted(id));
        Answer confirmed = desk.get("/api/appointments/" + id);
        assertThat(confirmed.body().required("revision").asLong()).isEqualTo(2);
        var service = desk.as("notification-service", health.foramen.safeguard.Role.SERVICE);
        JsonNode standing = service.post("/api/appointments/standing", Map.of("appointments", java.util.List.of(Map.of("appointmentId", id, "revision", 1),
                Map.of("appointmentId", "unknown", "revision", 1)))).expecting(200).body().required("standing");
        assertThat(standing.get(0).required("stands").asBoolean()).isTrue();
        assertThat(standing.get(0).required("currentRevision").asLong()).isEqualTo(2);
        assertThat(standing.get(1).required("stands").asBoolean()).isFalse();

        desk.hear("change.requested.v1", id, 1, "{\"appointmentId\":\"%s\",\"at\":\"2026-11-12T15:00:00Z\"}".formatted(id));
        String reply = UUID.randomUUID().toString();
        desk.hear("reply.received.v1", id, 1, "{\"replyId\":\"%s\",\"appointmentId\":\"%s\",\"at\":\"2026-11-12T15:00:00Z\"}".formatted(reply, id));
        String message = UUID.randomUUID().toString();
        desk.hear("message.failed.v1", id, 1, ("{\"messageId\":\"%s\",\"appointmentId\":\"%s\",\"step\":\"t-3\",\"channel\":\"text\",\"reason\":\"landline\","
                + "\"at\":\"2026-11-12T15:00:00Z\"}").formatted(message, id));
        assertThat(desk.get("/api/worklist").body().toString()).contains("change:" + id, "reply:" + reply, "message:" + message);
        String letter = UUID.randomUUID().toString();
        String reader = UUID.randomUUID().toString();
        desk.hear("message.failed.v1", reader, 1, ("{\"messageId\":\"%s\",\"patientId\":\"%s\",\"step\":\"desk-1\",\"channel\":\"text\",\"reason\":\"bad-number\","
                + "\"at\":\"2026-11-12T15:00:00Z\"}").formatted(letter, reader));
        assertThat(desk.get("/api/worklist").body().toString()).as("what was written beside any visit has a patient all the same").contains("message:" + letter, reader);

        desk.post("/api/worklist/reply:" + reply + "/claim", "{}").expecting(204);
        desk.as("felix", health.foramen.safeguard.Role.FRONT_DESK).post("/api/worklist/reply:" + reply + "/claim", "{}").refusing(409, "taken");
        desk.post("/api/worklist/reply:" + reply + "/done", "{\"how\":\"called back\"}").expecting(204);
        desk.hear("reply.received.v1", id, 1, "{\"replyId\":\"%s\",\"appointmentId\":\"%s\",\"at\":\"2026-11-12T15:00:00Z\"}".formatted(reply, id));
        assertThat(desk.get("/api/worklist").body().toString()).doesNotContain("reply:" + reply);

        desk.change(id, "move", 2, Map.of("openingId", desk.openingAt(permit, site, DAY.plusDays(2), "09:00"))).expecting(200);
        assertThat(desk.get("/api/worklist").body().toString()).doesNotContain("change:" + id);
        assertThat(desk.get("/api/appointments/" + id).body().at("/ride/status").asString()).isEqualTo("asked");
    }

    private static String ride(String id, String status) {
        return "{\"appointmentId\":\"%s\",\"sequence\":1,\"status\":\"%s\",\"at\":\"2026-11-12T15:00:00Z\"}".formatted(id, status);
    }

    private static String opening(String site, java.time.LocalDate date, String block, int hour, int minute) {
        return new health.foramen.scheduling.openings.OpeningId(new health.foramen.scheduling.day.DayId(site, date), block, java.time.LocalTime.of(hour, minute)).text();
    }
}
