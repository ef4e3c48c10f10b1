package health.foramen.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.journeys.suite.Person;
import health.foramen.journeys.suite.Sandbox;
import health.foramen.journeys.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One earlier time with one clinician, and three who would come sooner: each is asked by text, one after the other, until somebody says yes. */
class SoonerJourney {

    private static final Suite SUITE = Suite.running();

    /** Business time, in which an answer that was on its way when the deadline passed is still taken. */
    private static final Duration GRACE = Duration.ofMinutes(6);

    @AfterAll
    static void everythingAgrees() {
        SUITE.check().expectingSuccess();
    }

    @Test
    void whoSaysNoOrNothingLeavesTheTimeToTheNextAndWhoSaysYesIsThere() {
        Passage miriam = booked(Patient.miriamStone());
        Passage lucia = booked(Patient.luciaFerrer());
        Passage yousef = booked(Patient.yousefMansour());
        // A day later, since a patient gets one text a day.
        SUITE.sandbox().moveClockTo(miriam.localHour(miriam.today().plusDays(1), LocalTime.of(10, 0)));
        JsonNode sooner = anEarlierTime(miriam);

        wait(miriam, sooner);
        assertThat(offer(miriam, sooner).required("appointmentId").asString()).isEqualTo(miriam.appointmentId());
        wait(lucia, sooner);
        wait(yousef, sooner);

        heard(miriam, "Reply 1 to take it");
        assertThat(whatIsOffered(lucia)).as("two are never asked about one place").isEmpty();
        SUITE.sandbox().reply(miriam.patient().phone(), "2");
        heard(miriam, "Nothing changes");
        assertThat(ended(miriam)).isEqualTo("declined");

        JsonNode asked = offer(lucia, sooner);
        heard(lucia, "Responda 1 para tomarla");
        SUITE.sandbox().moveClockTo(Instant.parse(asked.required("answerBy").asString()).plus(GRACE));
        assertThat(ended(lucia)).isEqualTo("lapsed");

        offer(yousef, sooner);
        heard(yousef, "أرسل 1 لقبوله");
        JsonNode before = yousef.appointment();
        SUITE.sandbox().reply(yousef.patient().phone(), "١");
        isMoved(yousef, sooner, before);

        theOldTimeIsFree(miriam, before);
        theBoardShows(yousef, sooner, before);
        heardOfTheMove(yousef, sooner);
        for (Passage kept : List.of(miriam, lucia)) {
            assertThat(kept.appointment().required("localStart").asString()).as("who did not say yes").isEqualTo(kept.opening().required("localStart").asString());
            assertThat(waiting(kept).required("asked").size()).as("times that they were asked about one day").isEqualTo(1);
            assertThat(whatIsOffered(kept)).isEmpty();
        }
        SUITE.as(Person.DANA).get("/api/waitlist/" + yousef.permitId()).expecting(404);
    }

    /** With one clinician, so that a time has room for one. */
    private static Passage booked(Patient patient) {
        return new Passage(SUITE, patient).refer().triage(Map.of("sedation", "minimal", "sites", List.of("lakeside"), "clinicians", List.of("dr.haddad"))).book().hearOfTheBooking();
    }

    /** Far enough ahead for three questions, before anybody's appointment. */
    private static JsonNode anEarlierTime(Passage passage) {
        LocalDate today = passage.today();
        String path = "/api/openings?permitId=%s&from=%s&to=%s&limit=1".formatted(passage.permitId(), today.plusDays(3), passage.visitDate().minusDays(2));
        return SUITE.as(Person.DANA).get(path).expecting(200).body().required("openings").get(0);
    }

    /** The desk notes when exactly this patient could come. */
    private static void wait(Passage passage, JsonNode sooner) {
        LocalDateTime at = start(sooner);
        SUITE.as(Person.DANA).put("/api/waitlist/" + passage.permitId(), Map.of("sites", List.of("lakeside"), "weekdays", List.of(at.getDayOfWeek().name().substring(0, 2)),
                "earliest", at.toLocalTime().toString(), "latest", at.toLocalTime().toString(), "until", at.toLocalDate().toString())).expecting(201);
    }

    private static JsonNode waiting(Passage passage) {
        return SUITE.as(Person.DANA).get("/api/waitlist/" + passage.permitId()).expecting(200).body();
    }

    private static String whatIsOffered(Passage passage) {
        return waiting(passage).at("/offer/localStart").asString("");
    }

    private static JsonNode offer(Passage passage, JsonNode sooner) {
        await("the offer to " + passage.patient().givenName()).atMost(Passage.PATIENCE).until(() -> whatIsOffered(passage).equals(start(sooner).toString()));
        return waiting(passage).required("offer");
    }

    private static String ended(Passage passage) {
        await("the end of the offer to " + passage.patient().givenName()).atMost(Passage.PATIENCE).until(() -> !waiting(passage).required("asked").isEmpty());
        return waiting(passage).required("asked").get(0).required("how").asString();
    }

    private static void heard(Passage passage, String words) {
        SUITE.sandbox().text(passage.patient().phone(), words, text -> text.body().contains(words));
    }

    private static void isMoved(Passage passage, JsonNode sooner, JsonNode before) {
        await("the move of " + passage.patient().givenName()).atMost(Passage.PATIENCE)
                .until(() -> passage.appointment().required("localStart").asString().equals(start(sooner).toString()));
        assertThat(passage.appointment().required("status").asString()).isEqualTo("booked");
        assertThat(passage.appointment().required("revision").asLong()).isGreaterThan(before.required("revision").asLong());
        await("the referral of " + passage.patient().givenName()).atMost(Passage.PATIENCE)
                .until(() -> passage.referral(Person.DR_AMIN).toString().contains(start(sooner).toString()));
    }

    private static void theOldTimeIsFree(Passage other, JsonNode before) {
        LocalDateTime at = LocalDateTime.parse(before.required("localStart").asString());
        String path = "/api/openings?permitId=%s&from=%s&to=%s&site=lakeside&clinician=dr.haddad&earliest=%s&latest=%s".formatted(other.permitId(), at.toLocalDate(), at.toLocalDate(),
                at.toLocalTime(), at.toLocalTime());
        await("the old time among the openings").atMost(Passage.PATIENCE).until(() -> !SUITE.as(Person.DANA).get(path).expecting(200).body().required("openings").isEmpty());
    }

    private static void theBoardShows(Passage passage, JsonNode sooner, JsonNode before) {
        assertThat(standing(start(sooner).toLocalDate())).contains(passage.appointmentId());
        assertThat(standing(LocalDate.parse(before.required("localStart").asString().substring(0, 10)))).doesNotContain(passage.appointmentId());
    }

    /** Of the appointments of a day those that somebody is expected at. */
    private static List<String> standing(LocalDate day) {
        return SUITE.as(Person.DANA).get("/api/days/lakeside/" + day).expecting(200).body().required("appointments").values().stream()
                .filter(appointment -> appointment.required("status").asString().equals("booked")).map(appointment -> appointment.required("appointmentId").asString()).toList();
    }

    /** Only the new time counts now, in the patient's own language and by both ways. */
    private static void heardOfTheMove(Passage passage, JsonNode sooner) {
        heard(passage, "تغيّر موعدك");
        Predicate<Sandbox.Mail> moved = mail -> mail.subject().contains("تغيّر موعدك");
        SUITE.sandbox().mail(passage.patient().email(), "the move", moved);
        assertThat(SUITE.sandbox().texts(passage.patient().phone())).filteredOn(text -> text.body().contains("تغيّر موعدك")).hasSize(1);
    }

    private static LocalDateTime start(JsonNode opening) {
        return LocalDateTime.parse(opening.required("localStart").asString());
    }
}
