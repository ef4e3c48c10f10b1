package health.foramen.scheduling.check;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static health.foramen.scheduling.Cast.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.ServiceIT;
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
        assertThat(rules()).isEmpty();
    }

    @AfterEach
    void withoutTheBreachAllAgrees() {
        undo.reversed().forEach(Runnable::run);
        assertThat(rules()).isEmpty();
    }

    private String book(String time) {
        String permit = desk.aPermit();
        return desk.book(permit, desk.openingAt(permit, site, DAY, time)).expecting(201).word("appointmentId");
    }

    private List<String> rules() {
        return desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches").values().stream().map(b -> b.required("rule").asString()).distinct().toList();
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
        assertThat(rules()).containsExactly("appointment-without-agenda");
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

}
