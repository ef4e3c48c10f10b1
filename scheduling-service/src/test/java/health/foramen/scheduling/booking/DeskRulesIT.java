package health.foramen.scheduling.booking;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.safeguard.Role;
import health.foramen.scheduling.Desk;
import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.openings.OpeningId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a desk may, once, with a reason, or not at all. */
class DeskRulesIT extends ServiceIT {

    @AfterEach
    void everythingAgrees() {
        time.set(NOW);
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).isEmpty();
    }

    private String aSite() {
        String site = desk.aSite("rules", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(2)).expecting(200);
        return site;
    }

    private static String opening(String site, int hour, int minute) {
        return new OpeningId(new DayId(site, DAY), "dr.haddad-" + site + "@0800", LocalTime.of(hour, minute)).text();
    }

    private static Answer overbook(Desk who, String permit, String opening) {
        return who.post("/api/appointments", Map.of("permitId", permit, "openingId", opening, "overbook", Map.of("reason", "Severe pain since last night")),
                UUID.randomUUID().toString());
    }

    @Test
    void aHoldIsExtendedOnce() {
        String site = aSite();
        String permit = desk.aPermit();
        String hold = desk.post("/api/holds", Map.of("permitId", permit, "openingId", opening(site, 9, 0)), UUID.randomUUID().toString()).expecting(201).word("holdId");
        time.set(NOW.plus(Duration.ofMinutes(8)));
        Answer extended = desk.post("/api/holds/" + hold + "/extend", "{}").expecting(200);
        assertThat(Instant.parse(extended.word("expiresAt"))).isEqualTo(NOW.plus(Duration.ofMinutes(18)));
        desk.post("/api/holds/" + hold + "/extend", "{}").refusing(409, "hold-extended-before");
        desk.post("/api/holds/unknown/extend", "{}").refusing(404, "unknown-appointment");
        time.set(NOW.plus(Duration.ofMinutes(15)));
        desk.book(desk.aPermit(), opening(site, 9, 0)).refusing(409, "slot-no-longer-available");
        desk.post("/api/holds/" + hold + "/confirm", "{}").expecting(201);
        desk.post("/api/holds/" + hold + "/extend", "{}").refusing(409, "not-in-that-state");
    }

    /** Two rooms; the second stands empty, so that one more patient fits beside the first, and no third. */
    @Test
    void aClinicianMayBookTakenTimeOnceMoreAndNeverARoomTwice() {
        String site = aSite();
        Desk haddad = desk.as("haddad", Role.CLINICIAN);
        desk.book(desk.aPermit(), opening(site, 9, 0)).expecting(201);
        overbook(desk, desk.aPermit(), opening(site, 9, 0)).refusing(403, "may-not-overbook");
        haddad.post("/api/appointments", Map.of("permitId", desk.aPermit(), "openingId", opening(site, 9, 0), "overbook", Map.of("reason", " ")), "k").refusing(400, "invalid-fields");
        haddad.post("/api/holds", Map.of("permitId", desk.aPermit(), "openingId", opening(site, 9, 0), "overbook", Map.of("reason", "x")), "k")
                .refusing(422, "overbook-is-booked");
        haddad.book(desk.aPermit(), opening(site, 9, 0)).refusing(409, "slot-no-longer-available");

        Answer second = overbook(haddad, desk.aPermit(), opening(site, 9, 0)).expecting(201);
        assertThat(second.word("room")).isEqualTo(site + "/room-2");
        assertThat(second.body().required("history").get(0).required("why").asString()).isEqualTo("Severe pain since last night");
        overbook(haddad, desk.aPermit(), opening(site, 9, 0)).refusing(409, "slot-no-longer-available");
        overbook(haddad, desk.aPermit(), opening(site, 9, 15)).refusing(409, "slot-no-longer-available");
        // Where the time is free it is booked as any other.
        assertThat(overbook(haddad, desk.aPermit(), opening(site, 10, 0)).expecting(201).word("room")).isEqualTo(site + "/room-1");
    }

    @Test
    void aDayBeforeThePatientComesAMoveNeedsAReason() {
        String site = aSite();
        String permit = desk.aPermit();
        String id = desk.book(permit, opening(site, 10, 0)).expecting(201).word("appointmentId");
        time.set(Instant.parse("2026-12-02T18:00:00Z"));
        desk.change(id, "move", 1, Map.of("openingId", opening(site, 11, 0))).refusing(422, "late-change-needs-reason");
        desk.change(id, "move", 1, Map.of("openingId", opening(site, 11, 0), "reason", "Because!")).refusing(400, "invalid-fields");
        Answer moved = desk.change(id, "move", 1, Map.of("openingId", opening(site, 11, 0), "reason", "patient-request")).expecting(200);
        assertThat(moved.body().required("history").get(1).required("why").asString()).endsWith(": patient-request");
    }

    @Test
    void ofTwoDesksThatConfirmOneHoldBothReadOneAppointmentAndWhatIsOverIsRefused() {
        String site = aSite();
        String permit = desk.aPermit();
        String hold = desk.post("/api/holds", Map.of("permitId", permit, "openingId", opening(site, 9, 0)), UUID.randomUUID().toString()).expecting(201).word("holdId");
        String first = desk.post("/api/holds/" + hold + "/confirm", "{}").expecting(201).word("appointmentId");
        Answer second = desk.as("felix", Role.FRONT_DESK).post("/api/holds/" + hold + "/confirm", "{}").expecting(201);
        assertThat(second.word("appointmentId")).isEqualTo(first);
        assertThat(second.body().required("revision").asLong()).isEqualTo(1);

        // Beyond closing, by a device that the plan may not use, past, onto itself.
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "16:00", "18:00", DAY, DAY).expecting(200);
        String late = new OpeningId(new DayId(site, DAY), "dr.lindqvist-" + site + "@1600", LocalTime.of(17, 30)).text();
        desk.book(desk.aPermit(), late).refusing(422, "opening-does-not-fit");
        String ultrasoundOnly = UUID.randomUUID().toString();
        desk.hear("permit.granted.v1", ultrasoundOnly, 1, Desk.permitBody(ultrasoundOnly, "patient-" + ultrasoundOnly, "none", "[]", 1)
                .replace("[\"fluoroscopy\",\"ct\"]", "[\"ultrasound\"]"));
        Answer wrong = desk.book(ultrasoundOnly, opening(site, 10, 0)).refusing(422, "opening-does-not-fit");
        assertThat(wrong.word("constraint")).isEqualTo("guidance");
        desk.change(first, "move", 1, Map.of("openingId", opening(site, 9, 0))).refusing(422, "move-onto-itself");
        assertThat(desk.get("/api/appointments/" + first).body().required("revision").asLong()).isEqualTo(1);
    }
}
