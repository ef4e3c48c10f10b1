package health.foramen.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.journeys.suite.Answer;
import health.foramen.journeys.suite.Person;
import health.foramen.journeys.suite.Sandbox;
import health.foramen.journeys.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One patient's way through the clinic, in seven verbs: referred, triaged, booked, reminded, treated, followed up, closed.
 *
 * <p>Every verb is what one person does through the suite's one address. What was acknowledged is remembered, so that it can be
 * asked for again later: {@link #everythingAcknowledgedStands()}.
 */
final class Passage {

    /** Real time; from one service to the next takes milliseconds, after a process has come back seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where the patients live; sites may lie in another zone. */
    static final ZoneId HOME = ZoneId.of("America/Chicago");

    /** Days from booking to visit: far enough for the preparation of T−7 d, near enough for the demo clinic's four weeks. */
    private static final int DAYS_AHEAD = 9;

    private final Suite suite;
    private final Patient patient;
    private final Map<String, Runnable> acknowledged = new LinkedHashMap<>();

    private String referralId;
    private String permitId;
    private String appointmentId;
    private long revision;
    private JsonNode opening;

    Passage(Suite suite, Patient patient) {
        this.suite = suite;
        this.patient = patient;
    }

    Patient patient() {
        return patient;
    }

    String referralId() {
        return referralId;
    }

    String permitId() {
        return permitId;
    }

    String appointmentId() {
        return appointmentId;
    }

    JsonNode opening() {
        return opening;
    }

    // refer ----------------------------------------------------------------------------------------------------------------

    Passage refer() {
        suite.sandbox().waitForWorkingHours(HOME);
        UUID key = UUID.randomUUID();
        Map<String, Object> form = Referrals.legPainOf(patient, today());
        Answer received = suite.as(Person.DR_AMIN).post("/api/referrals", form, key).expecting(201);
        referralId = received.word("referralId");
        acknowledged("referred", () -> assertThat(referral(Person.DR_AMIN).required("referralId").asString()).isEqualTo(referralId));

        Answer again = suite.as(Person.DR_AMIN).post("/api/referrals", form, key).expecting(201);
        assertThat(again.word("referralId")).as("the same form under the same key").isEqualTo(referralId);
        return this;
    }

    // triage ---------------------------------------------------------------------------------------------------------------

    /** Under sedation, so that somebody must take the patient home. */
    Passage triage() {
        return triage(Map.of("sedation", "minimal"));
    }

    /** @param plan what the clinician chooses; the rest comes from the rules */
    Passage triage(Map<String, Object> plan) {
        UUID key = UUID.randomUUID();
        Map<String, Object> decision = Map.of("plan", plan, "overrides", List.of());
        Answer accepted = accept(decision, key);
        permitId = accepted.word("permitId");
        assertThat(accepted.body().at("/permit/status").asString("")).as("permit of %s", accepted.text()).isEqualTo("granted");
        acknowledged("accepted", () -> assertThat(referral(Person.DR_HADDAD).required("status").asString()).isNotIn("awaiting-triage", "declined"));

        assertThat(accept(decision, key).word("permitId")).as("the permit of the same acceptance").isEqualTo(permitId);
        return this;
    }

    private Answer accept(Map<String, Object> decision, UUID key) {
        return suite.as(Person.DR_HADDAD).post("/api/referrals/" + referralId + "/accept", decision, key).expecting(200);
    }

    // book -----------------------------------------------------------------------------------------------------------------

    /** The permit has reached the desk: it waits there to be booked. */
    Passage reachTheWorklist() {
        await("the permit on the worklist").atMost(PATIENCE).until(() ->
                suite.as(Person.DANA).get("/api/worklist").expecting(200).text().contains(permitId));
        return this;
    }

    Passage book() {
        reachTheWorklist();
        opening = openings().getFirst();
        Map<String, String> wish = Map.of("permitId", permitId, "openingId", opening.required("openingId").asString());
        UUID key = UUID.randomUUID();
        Answer booked = suite.as(Person.DANA).post("/api/appointments", wish, key).expecting(201);
        appointmentId = booked.word("appointmentId");
        revision = booked.body().required("revision").asLong();
        acknowledged("booked", () -> assertThat(appointment().required("status").asString()).isNotEqualTo("cancelled"));

        Answer again = suite.as(Person.DANA).post("/api/appointments", wish, key);
        assertThat(again.status()).as(again.text()).isIn(200, 201);
        assertThat(again.word("appointmentId")).as("the same booking under the same key").isEqualTo(appointmentId);
        return this;
    }

    /** Where it would fit, more than a week ahead. */
    List<JsonNode> openings() {
        publishBlocks();
        String path = "/api/openings?permitId=%s&from=%s&limit=20".formatted(permitId, today().plusDays(DAYS_AHEAD));
        return await("openings").atMost(PATIENCE)
                .until(() -> List.copyOf(suite.as(Person.DANA).get(path).expecting(200).body().required("openings").values()),
                        found -> !found.isEmpty());
    }

    /** What the demo clinic has published for four weeks from its first day goes on: journeys move the clock. */
    private void publishBlocks() {
        String job = suite.as(Person.ALEX).post("/api/blocks/templates/publish", Map.of("site", "lakeside", "from", today().plusDays(1).toString(),
                "to", today().plusDays(28).toString()), UUID.randomUUID()).expecting(202).word("jobId");
        await("the weeks that are published").atMost(PATIENCE).until(() ->
                suite.as(Person.ALEX).get("/api/blocks/jobs/" + job).expecting(200).body().has("finished"));
    }

    // remind ---------------------------------------------------------------------------------------------------------------

    /** What the patient hears at once, by both ways that they agreed to. */
    Passage hearOfTheBooking() {
        suite.sandbox().text(patient.phone(), "the booking", _ -> true);
        suite.sandbox().mail(patient.email(), "the booking", _ -> true);
        return this;
    }

    /** The week before: how to prepare, and whether there is a ride home. */
    Passage comeToTheWeekBefore() {
        suite.sandbox().moveClockTo(localHour(visitDate().minusDays(7), LocalTime.of(20, 30)));
        return this;
    }

    Passage answerThatThereIsARide() {
        suite.sandbox().reply(patient.phone(), "3");
        acknowledged("ride arranged", () -> await("the ride at the desk").atMost(PATIENCE).until(() ->
                appointment().at("/ride/status").asString("").equals("arranged")));
        acknowledged.get("ride arranged").run();
        return this;
    }

    // treat ----------------------------------------------------------------------------------------------------------------

    Passage arrive() {
        suite.sandbox().moveClockTo(Instant.parse(opening.required("arriveAt").asString()));
        return step("arrive", Map.of(), "arrived");
    }

    Passage start() {
        return step("start", Map.of("timeOut", Map.of("patient", true, "side", true, "level", true, "clearances", true, "by", "Dr. Leila Haddad")),
                "in-procedure");
    }

    Passage recover() {
        return step("recover", Map.of(), "recovering");
    }

    /** Nobody goes home without knowing when they are seen again, or why not. */
    Passage triesToDischargeWithoutFollowUp() {
        change("discharge", Map.of(), revision).refusing(422, "follow-up-missing");
        return this;
    }

    Passage discharge() {
        return step("discharge", Map.of("followUp", Map.of("date", followUpDate().toString())), "completed");
    }

    private Passage step(String verb, Map<String, Object> said, String becomes) {
        long before = appointment().required("revision").asLong();
        Answer done = change(verb, said, before).expecting(200);
        assertThat(done.word("status")).isEqualTo(becomes);
        revision = done.body().required("revision").asLong();
        assertThat(revision).isGreaterThan(before);
        acknowledged(becomes, () -> assertThat(appointment().required("revision").asLong()).isGreaterThanOrEqualTo(revision));

        change(verb, said, before).refusing(412, "stale-revision");
        Answer again = change(verb, said, revision).expecting(200);
        assertThat(again.body().required("revision").asLong()).as("revision after a second " + verb).isEqualTo(revision);
        return this;
    }

    private Answer change(String verb, Map<String, Object> said, long seen) {
        Map<String, Object> body = new LinkedHashMap<>(said);
        body.put("revision", seen);
        return suite.as(Person.DANA).post("/api/appointments/" + appointmentId + "/" + verb, body);
    }

    // follow up, close -----------------------------------------------------------------------------------------------------

    Passage hearAfterCare() {
        hear("after-care", message -> message.contains("take it easy"));
        return this;
    }

    Passage hearOfTheFollowUp() {
        suite.sandbox().moveClockTo(localHour(followUpDate().minusDays(1), LocalTime.of(20, 30)));
        hear("the follow-up visit", message -> message.contains("next visit"));
        return this;
    }

    /** Two weeks on the diary asks once more, and a third of the pain is left: that is the outcome. */
    Passage reportRelief() {
        suite.sandbox().moveClockTo(localHour(visitDate().plusDays(14), LocalTime.of(20, 30)));
        suite.sandbox().reply(patient.phone(), "2");
        acknowledged("relief reported", () -> await("relief in the referral").atMost(PATIENCE).until(() ->
                relief().anyMatch(entry -> entry.required("day").asInt() == 14)));
        acknowledged.get("relief reported").run();
        return this;
    }

    private Stream<JsonNode> relief() {
        return referral(Person.DR_AMIN).at("/outcome/relief").values().stream();
    }

    /** The physician learns how it ended. */
    Passage seeItClosed() {
        await("the referral closed").atMost(PATIENCE).until(() -> referral(Person.DR_AMIN).required("status").asString().equals("closed"));
        return this;
    }

    // ----------------------------------------------------------------------------------------------------------------------

    void everythingAcknowledgedStands() {
        acknowledged.forEach((step, check) -> {
            try {
                check.run();
            } catch (RuntimeException | AssertionError lost) {
                throw new AssertionError("Of %s's passage was lost: %s".formatted(patient.givenName(), step), lost);
            }
        });
    }

    private void acknowledged(String step, Runnable check) {
        acknowledged.put(step, check);
    }

    JsonNode referral(Person reader) {
        return suite.as(reader).get("/api/referrals/" + referralId).expecting(200).body();
    }

    JsonNode appointment() {
        return suite.as(Person.DANA).get("/api/appointments/" + appointmentId).expecting(200).body();
    }

    /** By text or, where the week already has its texts, by e-mail. */
    private void hear(String what, Predicate<String> wanted) {
        await(what + " for " + patient.givenName()).atMost(PATIENCE).until(() ->
                suite.sandbox().texts(patient.phone()).stream().map(Sandbox.Text::body).anyMatch(wanted)
                        || suite.sandbox().mails(patient.email()).stream().map(Sandbox.Mail::plain).anyMatch(wanted));
    }

    ZoneId zone() {
        return ZoneId.of(opening.required("zone").asString());
    }

    LocalDate visitDate() {
        return LocalDate.parse(opening.required("localStart").asString().substring(0, 10));
    }

    LocalDate followUpDate() {
        return visitDate().plusDays(10);
    }

    Instant localHour(LocalDate date, LocalTime hour) {
        return date.atTime(hour).atZone(zone()).toInstant();
    }

    LocalDate today() {
        return LocalDate.ofInstant(suite.sandbox().now(), HOME);
    }
}
