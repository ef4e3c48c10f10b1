package health.foramen.scheduling.waitlist;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.outbox.Handled;
import health.foramen.safeguard.Role;
import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.booking.BookingOpenings;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.permit.Permits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Somebody waits for sooner; a place becomes free. */
class WaitlistIT extends ServiceIT {

    private static final LocalDate LATER = DAY.plusDays(5);

    @Autowired
    private Waitlist waitlist;
    @Autowired
    private Permits permits;
    @Autowired
    private OfferingSooner offering;
    @Autowired
    private BookingOpenings booking;
    @Autowired
    private MovingAppointments moving;
    @Autowired
    private KeepingAppointments keeping;

    private final List<String> waiting = new ArrayList<>();

    @AfterEach
    void everythingAgrees() {
        waiting.forEach(permit -> desk.delete("/api/waitlist/" + permit));
        time.set(NOW);
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).isEmpty();
    }

    /** One opening on the day, a morning of them later. */
    private String aSiteWithOneEarlyOpening() {
        String site = desk.aSite("waitlist", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "08:30", DAY, DAY).expecting(200);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "09:00", "12:00", LATER, LATER).expecting(200);
        return site;
    }

    private String bookedAt(String permit, String site, LocalDate date, String at) {
        return desk.book(permit, desk.openingAt(permit, site, date, at)).expecting(201).word("appointmentId");
    }

    private Answer waits(String permit, String site) {
        waiting.add(permit);
        return desk.put("/api/waitlist/" + permit, Map.of("sites", List.of(site)));
    }

    private JsonNode offerTo(String permit) {
        return await().atMost(Duration.ofSeconds(15)).until(() -> desk.get("/api/waitlist/" + permit).body().path("offer"), offer -> !offer.isMissingNode());
    }

    private Handled says(String offer, String answer) {
        return desk.hear("offer.answered.v1", offer, 1, "{\"offerId\":\"%s\",\"sequence\":1,\"answer\":\"%s\",\"at\":\"%s\"}".formatted(offer, answer, NOW));
    }

    @Test
    void whatFitsSoonerIsKeptForWhoWaitsAndAYesBringsThemThere() {
        String site = aSiteWithOneEarlyOpening();
        String permit = desk.aPermit();
        String id = bookedAt(permit, site, LATER, "10:00");
        waits(permit, site).expecting(201);
        waits(permit, site).expecting(200);
        JsonNode offer = offerTo(permit);
        assertThat(offer.required("localStart").asString()).isEqualTo(DAY + "T08:00");
        assertThat(offer.required("appointmentId").asString()).isEqualTo(id);
        // At nine in the morning in Chicago: four decent hours.
        assertThat(Instant.parse(offer.required("answerBy").asString())).isEqualTo(NOW.plus(Duration.ofHours(4)));

        String other = desk.aPermit();
        assertThat(desk.openings(other, site, 5)).noneMatch(o -> o.required("localStart").asString().startsWith(DAY.toString()));
        String hold = offer.required("holdId").asString();
        desk.post("/api/holds/" + hold + "/confirm", "{}").refusing(409, "kept-for-an-offer");
        desk.post("/api/holds/" + hold + "/extend", "{}").refusing(409, "kept-for-an-offer");
        desk.delete("/api/holds/" + hold).refusing(409, "kept-for-an-offer");
        desk.get("/api/appointments/" + hold).expecting(200);

        String offerId = offer.required("offerId").asString();
        assertThat(says(offerId, "accepted")).isEqualTo(Handled.APPLIED);
        assertThat(says(offerId, "accepted")).isEqualTo(Handled.SUPERSEDED);
        JsonNode moved = desk.get("/api/appointments/" + id).expecting(200).body();
        assertThat(moved.required("localStart").asString()).isEqualTo(DAY + "T08:00");
        assertThat(moved.required("revision").asLong()).isEqualTo(2);
        assertThat(moved.required("status").asString()).isEqualTo("booked");
        desk.get("/api/appointments/" + hold).refusing(404, "unknown-appointment");
        desk.get("/api/waitlist/" + permit).refusing(404, "not-waiting");
        desk.post("/api/waitlist/offers/" + offerId + "/decline", "{}").refusing(409, "offer-over");
        assertThat(desk.openings(other, site, 50)).anyMatch(o -> o.required("localStart").asString().equals(LATER + "T10:00"));
    }

    @Test
    void onOneDayTheLaterAppointmentTakesTheHoldsPlace() {
        String site = desk.aSite("waitlist", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String permit = desk.aPermit();
        String id = bookedAt(permit, site, DAY, "11:00");
        waits(permit, site).expecting(201);
        String offer = offerTo(permit).required("offerId").asString();
        desk.post("/api/waitlist/offers/" + offer + "/accept", "{}").expecting(200);
        assertThat(desk.get("/api/appointments/" + id).body().required("localStart").asString()).isEqualTo(DAY + "T08:00");
        bookedAt(desk.aPermit(), site, DAY, "11:00");
    }

    @Test
    void aFreedOpeningGoesToTheLongestWaitingAndAfterANoToTheNext() {
        String site = aSiteWithOneEarlyOpening();
        String early = bookedAt(desk.aPermit(), site, DAY, "08:00");
        List<String> permits = List.of(desk.aPermit(), desk.aPermit());
        bookedAt(permits.get(0), site, LATER, "09:00");
        String second = bookedAt(permits.get(1), site, LATER, "10:00");
        time.set(NOW.minusSeconds(60));
        waits(permits.get(0), site).expecting(201);
        time.set(NOW);
        waits(permits.get(1), site).expecting(201);
        assertThat(desk.get("/api/waitlist/" + permits.get(0)).body().path("offer").isMissingNode()).isTrue();

        desk.change(early, "cancel", 1, Map.of("reason", "patient-request")).expecting(200);
        String offer = offerTo(permits.get(0)).required("offerId").asString();
        assertThat(says(offer, "declined")).isEqualTo(Handled.APPLIED);
        JsonNode next = offerTo(permits.get(1));
        assertThat(next.required("localStart").asString()).isEqualTo(DAY + "T08:00");
        // Whoever said no is not asked about that day again.
        assertThat(desk.get("/api/waitlist/" + permits.get(0)).body().required("asked").get(0).required("how").asString()).isEqualTo("declined");

        time.set(Instant.parse(next.required("answerBy").asString()));
        await().atMost(Duration.ofSeconds(15)).until(() -> desk.get("/api/waitlist/offers/" + next.required("offerId").asString()).word("status").equals("lapsed"));
        assertThat(says(next.required("offerId").asString(), "accepted")).isEqualTo(Handled.SUPERSEDED);
        assertThat(desk.get("/api/appointments/" + second).body().required("localStart").asString()).isEqualTo(LATER + "T10:00");
        bookedAt(desk.aPermit(), site, DAY, "08:00");
    }

    @Test
    void whoHasNoAppointmentYetIsBookedByTheirYesOnTheTelephone() {
        String site = aSiteWithOneEarlyOpening();
        String permit = desk.aPermit("patient-" + UUID.randomUUID(), "none", "[\"" + site + "\"]");
        waits(permit, site).expecting(201);
        JsonNode offer = offerTo(permit);
        assertThat(offer.path("appointmentId").isMissingNode()).isTrue();
        desk.post("/api/waitlist/offers/" + offer.required("offerId").asString() + "/accept", "{}").expecting(200);
        desk.post("/api/waitlist/offers/" + offer.required("offerId").asString() + "/accept", "{}").expecting(200);
        JsonNode booked = desk.get("/api/appointments/" + offer.required("holdId").asString()).expecting(200).body();
        assertThat(booked.required("status").asString()).isEqualTo("booked");
        assertThat(desk.get("/api/worklist").raw().body()).doesNotContain(permit);
    }

    @Test
    void ofManyAnswersAtOnceOneCounts() throws Exception {
        String site = aSiteWithOneEarlyOpening();
        String permit = desk.aPermit();
        String id = bookedAt(permit, site, LATER, "10:00");
        waits(permit, site).expecting(201);
        String offer = offerTo(permit).required("offerId").asString();
        try (var threads = Executors.newFixedThreadPool(12)) {
            var all = new ArrayList<Callable<Answer>>();
            for (int i = 0; i < 12; i++) {
                String verb = i % 2 == 0 ? "accept" : "decline";
                all.add(() -> desk.post("/api/waitlist/offers/" + offer + "/" + verb, "{}"));
            }
            for (var answer : threads.invokeAll(all)) {
                assertThat(answer.get().status()).isIn(200, 409);
            }
        }
        String status = await().atMost(Duration.ofSeconds(10)).until(() -> desk.get("/api/waitlist/offers/" + offer).word("status"), s -> !s.equals("offered"));
        String start = desk.get("/api/appointments/" + id).body().required("localStart").asString();
        assertThat(start).isEqualTo(status.equals("accepted") ? DAY + "T08:00" : LATER + "T10:00");
    }

    @Test
    void whatADeadProcessLeftIsCarriedOn() {
        String site = aSiteWithOneEarlyOpening();
        String permit = desk.aPermit();
        String id = bookedAt(permit, site, LATER, "10:00");
        String opening = desk.openingAt(desk.aPermit(), site, DAY, "08:00");

        // It died before the opening was kept: the offer can never be told any more, and the late hold never gets in.
        Waiting.Making lost = making(opening, id);
        onTheList(permit, lost);
        offering.round();
        assertThat(waitlist.find(permit).orElseThrow().waiting().offer()).isEmpty();
        assertThat(desk.get("/api/waitlist/offers/" + lost.offer()).status()).isEqualTo(404);
        Appointment later = keeping.find(id).orElseThrow();
        assertThat(booking.keep(lost.hold(), later, opening, NOW.plusSeconds(600), Actor.SCHEDULING)).isInstanceOf(Result.Refused.class);
        desk.delete("/api/waitlist/" + permit).expecting(204);

        // It died after: the offer is told.
        Waiting.Making kept = making(opening, id);
        assertThat(booking.keep(kept.hold(), later, opening, NOW.plusSeconds(14_400), Actor.SCHEDULING)).isInstanceOf(Result.Done.class);
        onTheList(permit, kept);
        offering.round();
        assertThat(desk.get("/api/waitlist/offers/" + kept.offer()).expecting(200).word("status")).isEqualTo("offered");

        // It died after the appointment had come there: that counts, whatever else is said.
        assertThat(moving.takeOver(id, kept.hold(), Actor.PATIENT)).isInstanceOf(Result.Done.class);
        assertThat(says(kept.offer(), "declined")).isEqualTo(Handled.APPLIED);
        assertThat(desk.get("/api/waitlist/offers/" + kept.offer()).word("status")).isEqualTo("accepted");
        desk.get("/api/waitlist/" + permit).refusing(404, "not-waiting");
    }

    private static Waiting.Making making(String opening, String later) {
        return new Waiting.Making(UUID.randomUUID().toString(), opening, UUID.randomUUID().toString(), Optional.of(later), NOW.plusSeconds(14_400),
                Instant.now().minusSeconds(60));
    }

    private void onTheList(String permit, Waiting.Making making) {
        String patient = permits.find(permit).orElseThrow().patient();
        assertThat(waitlist.add(new Waiting(permit, "referral-" + permit, patient, "routine", NOW, Wish.ANY, Actor.SCHEDULING, Optional.of(making), List.of())))
                .isTrue();
    }

    @Test
    void wishesThatAreNoneAreRefusedByName() {
        String permit = desk.aPermit();
        desk.put("/api/waitlist/unknown", Map.of()).refusing(404, "unknown-permit");
        desk.put("/api/waitlist/" + permit, Map.of("sites", List.of("nowhere"))).refusing(422, "unknown-site");
        desk.put("/api/waitlist/" + permit, Map.of("noticeHours", -1)).refusing(400, "invalid-fields");
        desk.put("/api/waitlist/" + permit, Map.of("weekdays", List.of("SOMEDAY"))).refusing(400, "malformed-body");
        desk.delete("/api/waitlist/" + permit).refusing(404, "not-waiting");
        desk.post("/api/waitlist/offers/unknown/accept", "{}").refusing(404, "unknown-offer");
        desk.as("somebody", Role.REFERRER).get("/api/waitlist").expecting(403);
        assertThat(says("unknown", "accepted")).isEqualTo(Handled.SUPERSEDED);
    }

    @Test
    void aDeskReadsTheListPutsOnTakesOffAndAnswersOnTheTelephone() {
        String site = aSiteWithOneEarlyOpening();
        String permit = desk.aPermit();
        String id = bookedAt(permit, site, LATER, "10:00");
        assertThat(desk.page("/waitlist/" + permit).body()).contains("Put on the list");
        assertThat(desk.form("/waitlist/" + permit, Map.of("notice", "soon", "earliest", "9")).body()).contains("A number of hours.", "A time like 09:00.");
        waiting.add(permit);
        assertThat(desk.form("/waitlist/" + permit, Map.of("site", site, "notice", "24", "soonerBy", "1")).headers().firstValue("location"))
                .contains("/waitlist?said=put");
        String offer = offerTo(permit).required("offerId").asString();
        assertThat(desk.page("/waitlist").body()).contains("answer by", "/waitlist/offers/" + offer + "/accept");
        assertThat(desk.form("/waitlist/offers/" + offer + "/accept", Map.of()).headers().firstValue("location")).contains("/waitlist?said=accepted");
        assertThat(desk.get("/api/appointments/" + id).word("localStart")).isEqualTo(DAY + "T08:00");
        assertThat(desk.form("/waitlist/offers/" + offer + "/decline", Map.of()).statusCode()).isEqualTo(409);
        assertThat(desk.page("/waitlist/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void openingsSayWhatEachNeedTakesAwayAndDrawTheDay() {
        String site = aSiteWithOneEarlyOpening();
        String permit = desk.aPermit();
        String page = desk.page("/openings?permit=" + permit + "&site=" + site).body();
        assertThat(page).contains("The day it would land in", "here 08:00–08:30", "openings of 30 days; remove");
        String nothing = desk.page("/openings?permit=" + permit + "&site=" + site + "&latest=07:00").body();
        assertThat(nothing).contains("Nothing fits", "After 07:00: ");
        assertThat(desk.get("/api/openings?permitId=" + permit + "&site=" + site + "&latest=07:00").expecting(200).body().required("narrowed").values())
                .anySatisfy(n -> assertThat(n.required("part").asString()).isEqualTo("latest"));
    }
}
