package health.foramen.scheduling.check;

import static com.mongodb.client.model.Filters.eq;
import static health.foramen.scheduling.Cast.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.safeguard.Role;
import health.foramen.scheduling.ServiceIT;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** The clocks of a zone were moved by law after patients were told their times. */
class KeepingTheirWordIT extends ServiceIT {

    @Autowired
    private MongoOperations mongo;

    @AfterEach
    void allAgrees() {
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches").size()).isZero();
    }

    /** As if everything on that day had been booked under rules that are an hour off: local times stand, instants do not. */
    private void bookedUnderOtherRules(String site, Duration off) {
        Document day = mongo.execute("days", days -> days.find(eq("_id", site + "|" + DAY)).first());
        day.getList("appointments", Document.class).forEach(a -> {
            shift(a.get("times", Document.class), off, List.of("arriveAt", "prepare", "start", "procedureEnd", "end"));
            a.getList("claims", Document.class).forEach(c -> shift(c, off, List.of("from", "to")));
        });
        day.put("version", day.getLong("version") + 1);
        mongo.execute("days", days -> days.replaceOne(eq("_id", site + "|" + DAY), day));
    }

    @Test
    void theAgendaOfTheClinicianFollowsTheWallToo() {
        String site = desk.aSite("zones", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String year = "dr.haddad-" + site + "|2026";
        Document agenda = mongo.execute("clinicians", all -> all.find(eq("_id", year)).first());
        agenda.get("state", Document.class).getList("entries", Document.class)
                .forEach(e -> List.of("from", "to").forEach(field -> e.put(field, java.time.Instant.parse(e.getString(field)).plus(Duration.ofHours(1)).toString())));
        mongo.execute("clinicians", all -> all.replaceOne(eq("_id", year), agenda));
        assertThat(desk.asAdministrator().get("/api/check").raw().body()).contains("agenda-disagrees");
        desk.asAdministrator().post("/api/check/times", "{}").expecting(200);
    }

    private static void shift(Document document, Duration off, List<String> fields) {
        fields.forEach(field -> document.put(field, Date.from(document.getDate(field).toInstant().plus(off))));
    }

    private String book(String site, String time) {
        String permit = desk.aPermit("patient-" + UUID.randomUUID(), "none", "[\"" + site + "\"]");
        return desk.book(permit, desk.openingAt(permit, site, DAY, time)).expecting(201).word("appointmentId");
    }

    @Test
    void whatPatientsWereToldStaysAndWhatIsClaimedFollows() {
        String site = desk.aSite("zones", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        // Side by side, so that in one order each stands in the way of the next.
        List<String> ids = List.of(book(site, "08:00"), book(site, "08:30"), book(site, "09:00"), book(site, "09:30"), book(site, "10:00"));
        for (Duration off : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            bookedUnderOtherRules(site, off);
            var breaches = desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches").values().stream().map(b -> b.required("rule").asString()).toList();
            // The agendas were not written under the other rules, so they disagree as well.
            assertThat(breaches).containsOnly("times-drifted", "agenda-disagrees").filteredOn("times-drifted"::equals).hasSize(5);
            var report = desk.asAdministrator().post("/api/check/times", "{}").expecting(200).body();
            assertThat(report.required("kept").size()).isEqualTo(5);
            assertThat(report.required("toWorklist").size()).isZero();
            assertThat(ids.stream().map(id -> desk.get("/api/appointments/" + id).expecting(200).word("localStart")))
                    .containsExactly(DAY + "T08:00", DAY + "T08:30", DAY + "T09:00", DAY + "T09:30", DAY + "T10:00");
            assertThat(ids.stream().map(id -> desk.get("/api/appointments/" + id).word("start")))
                    .containsExactly(DAY + "T14:00:00Z", DAY + "T14:30:00Z", DAY + "T15:00:00Z", DAY + "T15:30:00Z", DAY + "T16:00:00Z");
        }
        // Nobody moved: what was told at the first revision stands, and the history says what was done.
        assertThat(ids).allSatisfy(id -> {
            assertThat(desk.as("notification-service", Role.SERVICE).post("/api/appointments/standing", Map.of("appointments", List.of(Map.of("appointmentId", id, "revision", 1)))).expecting(200).raw().body())
                    .contains("\"stands\":true");
            assertThat(desk.get("/api/appointments/" + id).raw().body()).doesNotContain("movedFrom");
            assertThat(desk.page("/appointments/" + id).body()).contains("Kept at its local time").doesNotContain("Moved");
        });
        assertThat(desk.asAdministrator().post("/api/check/times", "{}").expecting(200).body().required("kept").size()).isZero();
        desk.post("/api/check/times", "{}").expecting(403);
    }
}
