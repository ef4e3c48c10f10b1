package health.foramen.scheduling.check;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static health.foramen.scheduling.Cast.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.scheduling.ServiceIT;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** Breaches planted by hand, each found; taken out again, nothing is found. */
class CheckIT extends ServiceIT {

    @Autowired
    private MongoOperations mongo;

    private String site;
    private String day;
    private String first;
    private String second;
    private final List<Runnable> undo = new ArrayList<>();

    @BeforeEach
    void twoAppointments() {
        site = desk.aSite("check", 4);
        day = site + "|" + DAY;
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        first = book("08:00");
        second = book("10:00");
    }

    @AfterEach
    void withoutTheBreachAllAgrees() {
        undo.reversed().forEach(Runnable::run);
        assertThat(rules()).isEmpty();
    }

    private String book(String time) {
        String permit = desk.aPermit();
        String id = desk.book(permit, desk.openingAt(permit, site, DAY, time)).expecting(201).word("appointmentId");
        // What is settled after a booking is settled: else the sweeper would take what is planted for true, and act on it.
        await().atMost(Duration.ofSeconds(20)).until(() -> mongo.execute("worklist", items -> items.find(eq("_id", "permit:" + permit)).first()) == null
                && mongo.execute("agendas", agendas -> agendas.find(elemMatch("entries", and(eq("id", id), eq("settled", true)))).first()) != null);
        return id;
    }

    private List<String> rules() {
        return desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches").values().stream().map(b -> b.required("rule").asString()).distinct().toList();
    }

    private String clinicianYear() {
        return "dr.haddad-" + site + "|2026";
    }

    /** Keeps a document as it is, to be put back. */
    private Document remember(String collection, String id) {
        Document document = mongo.execute(collection, c -> c.find(eq("_id", id)).first());
        undo.add(() -> mongo.execute(collection, c -> c.replaceOne(eq("_id", id), document)));
        return document;
    }

    @Test
    void claimsThatOverlapAreFound() {
        Document document = remember("days", day);
        List<Document> appointments = document.getList("appointments", Document.class);
        List<Document> claims = appointments.getFirst().getList("claims", Document.class);
        mongo.execute("days", days -> days.updateOne(eq("_id", day), push("appointments.1.claims", claims.getFirst())));
        assertThat(rules()).containsExactly("claims-overlap");
    }

    @Test
    void anAppointmentThatVanishedIsFound() {
        remember("days", day);
        mongo.execute("days", days -> days.updateOne(eq("_id", day), pull("appointments", eq("id", first))));
        assertThat(rules()).contains("agenda-without-appointment");
    }

    @Test
    void anAppointmentInNoAgendaIsFound() {
        String patient = desk.get("/api/appointments/" + second).word("patientId");
        remember("agendas", patient);
        mongo.execute("agendas", agendas -> agendas.updateOne(eq("_id", patient), pull("entries", eq("id", second))));
        assertThat(rules()).containsExactlyInAnyOrder("appointment-without-agenda", "permit-forgotten");
    }

    @Test
    void anOrphanClaimAndAWrongPlaceAreFound() {
        remember("days", day);
        mongo.execute("days", days -> days.updateOne(eq("_id", day), combine(set("appointments.0.status", "cancelled"),
                set("appointments.0.state", new Document("at", new Date()).append("reason", "clinic")))));
        remember("whereabouts", second);
        mongo.execute("whereabouts", all -> all.updateOne(eq("_id", second), set("day", site + "|2026-12-09")));
        assertThat(rules()).contains("orphan-claim", "whereabouts-disagree");
    }

    @Test
    void anAppointmentOnTwoDaysIsFound() {
        Document document = mongo.execute("days", days -> days.find(eq("_id", day)).first());
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY.plusDays(1), DAY.plusDays(1)).expecting(200);
        String other = site + "|" + DAY.plusDays(1);
        remember("days", other);
        mongo.execute("days", days -> days.updateOne(eq("_id", other), push("appointments", document.getList("appointments", Document.class).getFirst())));
        assertThat(rules()).contains("appointment-twice");
    }

    @Test
    void aVisitThatClaimsNothingIsFound() {
        remember("days", day);
        mongo.execute("days", days -> days.updateOne(eq("_id", day), set("appointments.0.claims", List.of())));
        assertThat(rules()).containsExactly("nothing-claimed");
    }

    @Test
    void aClaimBeyondTheDayAndAVisitInNoBlockAreFound() {
        remember("days", day);
        mongo.execute("days", days -> days.updateOne(eq("_id", day), combine(set("appointments.0.claims.0.to", Date.from(DAY.plusDays(2).atStartOfDay().toInstant(java.time.ZoneOffset.UTC))),
                set("appointments.1.place.block", "nobody@0800"))));
        assertThat(rules()).contains("outside-the-day", "no-block");
    }

    @Test
    void aVisitOutsideTheHoursOfItsBlockIsFoundAndOneInABlockThatWasClosedWithAReasonIsNot() {
        remember("days", day);
        remember("clinicians", clinicianYear());
        mongo.execute("days", days -> days.updateOne(eq("_id", day), set("blocks.0.to", "10:00")));
        assertThat(rules()).containsExactlyInAnyOrder("outside-the-block", "agenda-disagrees");
        mongo.execute("days", days -> days.updateOne(eq("_id", day), combine(set("blocks.0.to", "12:00"), set("blocks.0.open", false))));
        assertThat(rules()).containsExactlyInAnyOrder("block-not-open", "agenda-without-block");
        mongo.execute("days", days -> days.updateOne(eq("_id", day), set("blocks.0.open", true)));
        desk.asAdministrator().post("/api/blocks/close", java.util.Map.of("site", site, "date", DAY.toString(), "block", "dr.haddad-" + site + "@0800", "because", "clinician-ill"))
                .expecting(200);
        assertThat(rules()).isEmpty();
    }

    @Test
    void aVisitInABlockThatIsAnotherCliniciansByNowIsFound() {
        remember("days", day);
        mongo.execute("days", days -> days.updateOne(eq("_id", day), set("blocks.0.clinician", "dr.lindqvist")));
        assertThat(rules()).containsExactlyInAnyOrder("another-clinician", "block-without-agenda", "agenda-without-block");
    }

    @Test
    void aBlockThatItsCliniciansAgendaDoesNotHaveAndAClinicianInTwoPlacesAreFound() {
        Document year = remember("clinicians", clinicianYear());
        mongo.execute("clinicians", all -> all.updateOne(eq("_id", clinicianYear()), pull("state.entries", eq("day", day))));
        assertThat(rules()).containsExactly("block-without-agenda");
        var twin = new Document(year.get("state", Document.class).getList("entries", Document.class).stream().filter(e -> e.getString("day").equals(day)).findFirst().orElseThrow());
        mongo.execute("clinicians", all -> all.replaceOne(eq("_id", clinicianYear()), year));
        mongo.execute("clinicians", all -> all.updateOne(eq("_id", clinicianYear()), push("state.entries", twin.append("block", "dr.haddad-" + site + "@0815"))));
        assertThat(rules()).containsExactlyInAnyOrder("clinician-in-two-places", "agenda-without-block");
    }

    @Test
    void anAgendaThatKeepsWhatWasGivenUpIsFound() {
        desk.change(second, "cancel", 1, java.util.Map.of("reason", "clinic")).expecting(200);
        String patient = desk.get("/api/appointments/" + second).word("patientId");
        remember("agendas", patient);
        mongo.execute("agendas", agendas -> agendas.updateOne(eq("_id", patient), set("entries.0.live", true)));
        // While the permit is on the list, the sweeper meets the line and retires it.
        Document item = mongo.execute("worklist", items -> items.findOneAndDelete(eq("_id", "permit:" + desk.get("/api/appointments/" + second).word("permitId"))));
        undo.add(() -> mongo.execute("worklist", items -> items.insertOne(item)));
        assertThat(rules()).containsExactly("agenda-keeps-what-was-given-up");
    }

    @Test
    void anAgendaWithOtherTimesOrAnotherPermitIsFound() {
        String patient = desk.get("/api/appointments/" + second).word("patientId");
        remember("agendas", patient);
        mongo.execute("agendas", agendas -> agendas.updateOne(eq("_id", patient), set("entries.0.from", new Date(0))));
        assertThat(rules()).containsExactly("agenda-disagrees");
    }

    @Test
    void onePermitBookedTwiceAndAPatientInTwoPlacesAreFound() {
        String patient = desk.get("/api/appointments/" + second).word("patientId");
        Document document = remember("agendas", patient);
        var twin = new Document(document.getList("entries", Document.class).getFirst()).append("id", "twin").append("settled", false);
        mongo.execute("agendas", agendas -> agendas.updateOne(eq("_id", patient), push("entries", twin.append("written", Date.from(java.time.Instant.now())))));
        assertThat(rules()).contains("permit-twice", "two-places");
    }

    @Test
    void aVisitOnAPermitThatNobodyGrantedOrOfAnotherPatientIsFound() {
        String permit = desk.get("/api/appointments/" + second).word("permitId");
        remember("permits", permit);
        mongo.execute("permits", permits -> permits.updateOne(eq("_id", permit), set("state.patient", "somebody-else")));
        assertThat(rules()).contains("another-patient");
        mongo.execute("permits", permits -> permits.updateOne(eq("_id", permit), set("state.granted", false)));
        mongo.execute("permits", permits -> permits.updateOne(eq("_id", permit), set("state.patient", desk.get("/api/appointments/" + second).word("patientId"))));
        assertThat(rules()).containsExactly("permit-disagrees");
        remember("days", day);
        mongo.execute("days", days -> days.updateOne(eq("_id", day), set("appointments.1.permit", "nobody-granted-it")));
        assertThat(rules()).contains("no-permit");
    }

    @Test
    void aPermitThatEverybodyForgotIsFound() {
        String permit = desk.aPermit();
        Document item = mongo.execute("worklist", items -> items.findOneAndDelete(eq("_id", "permit:" + permit)));
        undo.add(() -> mongo.execute("worklist", items -> items.insertOne(item)));
        assertThat(rules()).containsExactly("permit-forgotten");
    }

    @Test
    void aHoldThatIsOnNoListIsFound() {
        String permit = desk.aPermit();
        String hold = desk.post("/api/holds", java.util.Map.of("permitId", permit, "openingId", desk.openingAt(permit, site, DAY, "11:00")), "check-" + permit)
                .expecting(201).word("holdId");
        undo.add(() -> desk.delete("/api/holds/" + hold).expecting(204));
        mongo.execute("worklist", items -> items.deleteOne(eq("_id", "permit:" + permit)));
        assertThat(rules()).containsExactly("hold-not-listed");
    }

    @Test
    void anItemAboutNothingAndOneThatOutlivedItsVisitAreFound() {
        desk.change(second, "cancel", 1, java.util.Map.of("reason", "clinic")).expecting(200);
        plant("ride:nobody", "nobody");
        plant("ride:" + second, second);
        assertThat(rules()).containsExactlyInAnyOrder("item-without-appointment", "item-outlived");
    }

    private void plant(String id, String appointment) {
        mongo.execute("worklist", items -> items.insertOne(new Document("_id", id).append("why", "ride-missing").append("urgency", "routine").append("since", new Date())
                .append("appointment", appointment)));
        undo.add(() -> mongo.execute("worklist", items -> items.deleteOne(eq("_id", id))));
    }
}
