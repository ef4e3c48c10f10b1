package health.foramen.sandbox.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.random.RandomGenerator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import health.foramen.sandbox.demo.Outside.Arrival;
import health.foramen.sandbox.suite.Caller;
import health.foramen.sandbox.suite.Suite;

/**
 * One referral, from a physician's form to a closed letter, as the people in it live through it. Everybody acts through the suite's one
 * public address under their own name; the sandbox holds the telephone and the clock. Each sentence that is told was checked before.
 */
final class Story {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    /** Whatever a day brings has come by then, and a patient has had lunch. */
    private static final LocalTime AFTER_LUNCH = LocalTime.of(12, 40);
    /** Between these the clinic works, and a patient may be texted at once. */
    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final LocalTime EVENING = LocalTime.of(18, 0);
    private static final String REVISION = "revision";

    /** So far ahead that the preparation of seven days before is still to come. */
    private static final int DAYS_AHEAD = 9;
    private static final int DAYS_TO_FOLLOW_UP = 21;
    /** Pain on the diary's days; it was 8 before. */
    private static final Map<Integer, Integer> DIARY = new LinkedHashMap<>();

    static {
        DIARY.put(1, 5);
        DIARY.put(4, 3);
        DIARY.put(7, 2);
        DIARY.put(14, 2);
    }

    private final Surroundings surroundings;
    private final People people;
    private final Caller sandbox;
    private final Teller tell;
    private final Newcomer patient;
    private final Outside outside;

    private String referralId;
    private String permitId;
    private String appointmentId;
    private long revision;
    private JsonNode visit;
    private LocalDate followUp;

    Story(Surroundings surroundings, PrintStream out, String language) {
        this.surroundings = surroundings;
        people = new People(surroundings.suite());
        sandbox = surroundings.suite().asAnybody();
        tell = new Teller(out, CHICAGO);
        patient = Newcomer.somebody(language, DemoFiles.story().path("people").path(language), RandomGenerator.getDefault(),
                phone -> Outside.taken(sandbox, phone));
        outside = new Outside(sandbox, patient);
    }

    void play() {
        tell.title("One referral, from a physician's form to a closed letter");
        theClinicIsOpen();
        itIsDay();
        drAminRefers();
        drHaddadAccepts();
        danaBooks();
        thePatientHearsAtOnce();
        theWeekBefore();
        theDayBefore();
        theVisit();
        afterwards();
        theFollowUpIsNear();
        drAminReadsHowItEnded();
        tellWhereToLook();
    }

    // before -------------------------------------------------------------------------------------------------------------------

    private void theClinicIsOpen() {
        Blocks blocks = new Blocks(people.alex());
        blocks.keepSites();
        blocks.publish(outside.now());
    }

    /** At night a patient would rightly hear nothing before the morning, and the story would stand still. */
    private void itIsDay() {
        LocalDateTime now = LocalDateTime.ofInstant(outside.now(), CHICAGO);
        boolean day = !now.toLocalTime().isBefore(MORNING) && now.toLocalTime().isBefore(EVENING);
        if (!day) {
            tell.at(outside.now(), "The clinic is closed; the story begins in the morning.");
            LocalDate morning = now.toLocalTime().isBefore(MORNING) ? now.toLocalDate() : now.toLocalDate().plusDays(1);
            outside.moveTo(morning.atTime(MORNING).atZone(CHICAGO).toInstant());
        }
    }

    // the referral ---------------------------------------------------------------------------------------------------------------

    private void drAminRefers() {
        ObjectNode form = (ObjectNode) new Almanac(today()).turned(DemoFiles.story().path("referral"));
        form.putPOJO("patient", patient.asJson());
        Suite.Answer received = people.drAmin().once(UUID.randomUUID().toString()).post("/api/referrals", form);
        refuse("Dr. Amin's referral", received);
        referralId = received.body().path("referralId").asString();
        tell.at(outside.now(), "Dr. Samir Amin (Riverside Family Medicine) refers %s, %d: pain down the left leg for twelve weeks, 8 of 10; the MRI shows a disc at L4/5. Tablets and physical therapy did not help."
                .formatted(patient.name(), patient.age(today())));
        JsonNode findings = received.body().path("findings");
        tell.also(findings.isEmpty() ? "The rules find nothing to add." : "At once he reads what the rules find:");
        findings.forEach(finding -> tell.also("- " + finding.path("severity").asString() + ": " + finding.path("sentence").asString()
                + " (" + finding.path("source").asString() + ")"));
        check("awaiting-triage".equals(received.body().path("status").asString()),
                "the referral waits for triage", "it is " + received.body().path("status").asString());
    }

    private void drHaddadAccepts() {
        Map<String, Object> decision = Map.of("plan", Map.of("settings", List.of("hospital", "surgery-center", "office")), "overrides", List.of());
        Suite.Answer accepted = people.drHaddad().post("/api/referrals/" + referralId + "/accept", decision);
        refuse("Dr. Haddad's decision", accepted);
        permitId = accepted.body().path("permitId").asString("");
        String permit = accepted.body().path("permit").path("status").asString("");
        check("granted".equals(permit), "the permit is granted", "it is " + permit + " " + accepted.body().path("permit").path("because").asString(""));
        tell.at(outside.now(), "Dr. Leila Haddad reads it in triage and accepts: injection beside the left L5 root, under fluoroscopy or CT, no sedation, in any of the three settings. The ledger grants the permit.");
    }

    // the opening ----------------------------------------------------------------------------------------------------------------

    private void danaBooks() {
        Waiting.until("The permit on Dana's worklist", () -> Optional.of(people.dana().get("/api/worklist"))
                .filter(list -> list.ok() && list.text().contains(permitId)));
        tell.at(outside.now(), "Dana Whitfield (front desk) finds it on her worklist and looks where it fits, from " + SHORT_DAY.format(today().plusDays(DAYS_AHEAD)) + " on:");
        List<JsonNode> openings = new ArrayList<>();
        for (String setting : List.of("hospital", "surgery-center", "office")) {
            JsonNode found = Waiting.until("An opening in a " + setting, () -> Optional.of(people.dana().get("/api/openings?limit=1&permitId=" + permitId
                            + "&from=" + today().plusDays(DAYS_AHEAD) + "&setting=" + setting))
                    .filter(Suite.Answer::ok).map(answer -> answer.body().path("openings").path(0)).filter(opening -> !opening.isMissingNode()));
            openings.add(found);
            tell.item("%-25s %s, with %s".formatted(found.path("siteName").asString(), localStart(found).format(SHORT), found.path("clinicianName").asString()));
        }
        book(openings.get(1));
        tell.at(outside.now(), "She books %s at %s; %s, %s. Room, C-arm, clinician and bay are claimed in one write.".formatted(
                localStart(visit).format(SHORT), visit.path("siteName").asString(), visit.path("clinicianName").asString(), visit.path("roomName").asString()));
    }

    private void book(JsonNode opening) {
        Suite.Answer booked = people.dana().once(UUID.randomUUID().toString())
                .post("/api/appointments", Map.of("permitId", permitId, "openingId", opening.path("openingId")));
        refuse("Dana's booking", booked);
        visit = opening;
        appointmentId = booked.body().path("appointmentId").asString();
        revision = booked.body().path(REVISION).asLong();
    }

    private void thePatientHearsAtOnce() {
        tellArrivals(outside.awaited("The confirmation by text and e-mail",
                arrived -> arrived.stream().anyMatch(a -> a.how().equals("text")) && arrived.stream().anyMatch(a -> a.how().equals("mail"))));
    }

    // before the day -------------------------------------------------------------------------------------------------------------

    private void theWeekBefore() {
        moveTo(visitDay().minusDays(7));
        tellArrivals(outside.awaited("The preparation and the question for a ride", arrived -> !arrived.isEmpty()));
        patientWrites("3");
        tellArrivals(outside.awaited("The clinic's answer", arrived -> !arrived.isEmpty()));
        patientWrites(driver());
        tellArrivals(outside.awaited("The clinic's answer", arrived -> !arrived.isEmpty()));
        String ride = Waiting.until("The ride at the front desk", () -> Optional.of(appointment().path("ride").path("status").asString(""))
                .filter("arranged"::equals));
        tell.also("On the day board the ride home is " + ride + ".");
    }

    private String driver() {
        return switch (patient.language()) {
            case "es" -> "Mi hermana Pilar, 312 555 0188";
            case "ar" -> "أخي كريم ٣١٢٥٥٥٠١٨٨";
            default -> "My brother Tom, 312 555 0188";
        };
    }

    private void theDayBefore() {
        moveTo(visitDay().minusDays(1));
        tellArrivals(outside.awaited("The reminder of the day before", arrived -> !arrived.isEmpty()));
        patientWrites(patient.language().equals("ar") ? "١" : "1");
        tellArrivals(outside.awaited("The clinic's answer", arrived -> !arrived.isEmpty()));
        Waiting.until("The patient's confirmation at the front desk",
                () -> Optional.of(appointment().path("patientConfirmedAt").asString("")).filter(at -> !at.isEmpty()));
    }

    // the day --------------------------------------------------------------------------------------------------------------------

    private void theVisit() {
        outside.moveTo(Instant.parse(visit.path("arriveAt").asString()));
        tellArrivals(outside.arrivals());
        step("arrive", Map.of(), "arrived", "%s arrives and is marked by Dana.".formatted(patient.givenName()));
        outside.moveTo(Instant.parse(visit.path("start").asString()));
        step("start", Map.of("timeOut", Map.of("patient", true, "side", true, "level", true, "clearances", true, "by", visit.path("clinicianName").asString())),
                "in-procedure", "The team pauses: patient, left side, L5, clearances. " + visit.path("clinicianName").asString() + " signs the time-out and begins.");
        outside.moveTo(outside.now().plusSeconds(15 * 60L));
        step("recover", Map.of(), "recovering", "The needle is out after a quarter of an hour; a bay to recover in.");
        outside.moveTo(Instant.parse(visit.path("end").asString()));
        Suite.Answer refused = change("discharge", Map.of());
        check(refused.status() == 422 && refused.problem().equals("follow-up-missing"), "a discharge without a follow-up is refused",
                "it answered " + refused.status() + " " + refused.problem());
        tell.at(outside.now(), "Dana wants to discharge and has forgotten the follow-up: refused. \"" + refused.body().path("detail").asString() + "\"");
        followUp = visitDay().plusDays(DAYS_TO_FOLLOW_UP);
        step("discharge", Map.of("followUp", Map.of("date", followUp.toString())), "completed",
                "With a follow-up on %s it is done. %s goes home with the driver.".formatted(SHORT_DAY.format(followUp), patient.givenName()));
        tellArrivals(outside.awaited("The after-care", arrived -> !arrived.isEmpty()));
    }

    private void step(String verb, Map<String, Object> said, String becomes, String told) {
        Suite.Answer done = change(verb, said);
        refuse("The step \"" + verb + "\"", done);
        String status = done.body().path("status").asString();
        check(becomes.equals(status), "the visit is " + becomes, "it is " + status);
        revision = done.body().path(REVISION).asLong();
        tell.at(outside.now(), told);
    }

    private Suite.Answer change(String verb, Map<String, Object> said) {
        Map<String, Object> body = new HashMap<>(said);
        // The patient's answers move the revision too; whoever acts has just looked.
        body.put(REVISION, appointment().path(REVISION).asLong(revision));
        return people.dana().post("/api/appointments/" + appointmentId + "/" + verb, body);
    }

    // after ----------------------------------------------------------------------------------------------------------------------

    private void afterwards() {
        DIARY.forEach((day, pain) -> {
            moveTo(visitDay().plusDays(day));
            tellArrivals(outside.awaited("The question of day " + day, arrived -> !arrived.isEmpty()));
            patientWrites(patient.language().equals("ar") ? Character.toString('٠' + pain) : pain.toString());
            tellArrivals(outside.awaited("The clinic's answer", arrived -> !arrived.isEmpty()));
        });
    }

    private void theFollowUpIsNear() {
        moveTo(followUp.minusDays(1));
        tellArrivals(outside.awaited("The follow-up reminder", arrived -> !arrived.isEmpty()));
    }

    private void drAminReadsHowItEnded() {
        JsonNode closed = Waiting.until("The closed referral", () -> Optional.of(people.drAmin().get("/api/referrals/" + referralId).body())
                .filter(referral -> "closed".equals(referral.path("status").asString())));
        JsonNode outcome = closed.path("outcome");
        check(!outcome.isMissingNode(), "the closed referral says how it ended", "it has no outcome");
        tell.at(outside.now(), "Dr. Amin opens the referral: closed.");
        tell.also(outcome(outcome));
    }

    private String outcome(JsonNode outcome) {
        StringJoiner relief = new StringJoiner(", ");
        outcome.path("relief").forEach(entry -> relief.add("day %d: %d %%".formatted(entry.path("day").asInt(), entry.path("percent").asInt())));
        return "Done on %s; pain relieved on %s; seen again on %s.".formatted(SHORT_DAY.format(visitDay()), relief, SHORT_DAY.format(followUp));
    }

    // telling --------------------------------------------------------------------------------------------------------------------

    private void patientWrites(String words) {
        outside.reply(words);
        tell.at(outside.now(), patient.givenName() + " answers by text: \"" + words + "\"");
    }

    private void tellArrivals(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            check(!arrival.body().contains(patient.familyName()), "a message never tells the full name", "it says: " + arrival.body());
            if (arrival.how().equals("text")) {
                tell.at(arrival.at(), "On %s's telephone:".formatted(patient.givenName()));
                tell.box("text to " + patient.spokenPhone(), arrival.body());
            } else {
                tell.at(arrival.at(), "In %s's mailbox: \"%s\"%s".formatted(patient.givenName(), arrival.subject(),
                        arrival.calendarFile() ? ", with a calendar file" : ""));
            }
        }
    }

    private void tellWhereToLook() {
        tell.line("");
        tell.line("It is all there to be looked at:");
        tell.line("   the referral       " + surroundings.publicUrl() + "/referrals/" + referralId + "   (dr.amin, amin-demo)");
        tell.line("   the day board      " + surroundings.publicUrl() + "/board/" + visit.path("siteId").asString() + "/" + visitDay() + "   (dana, dana-demo)");
        tell.line("   the conversation   " + surroundings.publicUrl() + "/conversations   (dana, dana-demo)");
        tell.line("   the telephone      " + surroundings.publicUrl() + "/sandbox/phones/" + patient.phone().replace("+", "%2B"));
        tell.line("");
    }

    // ----------------------------------------------------------------------------------------------------------------------------

    private JsonNode appointment() {
        return people.dana().get("/api/appointments/" + appointmentId).body();
    }

    private void moveTo(LocalDate date) {
        outside.moveTo(date.atTime(AFTER_LUNCH).atZone(CHICAGO).toInstant());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(outside.now(), CHICAGO);
    }

    private LocalDate visitDay() {
        return localStart(visit).toLocalDate();
    }

    private static LocalDateTime localStart(JsonNode opening) {
        return LocalDateTime.parse(opening.path("localStart").asString());
    }

    private static void refuse(String what, Suite.Answer answer) {
        if (!answer.ok()) {
            throw Broken.because(what, answer);
        }
    }

    private static void check(boolean holds, String expected, String instead) {
        if (!holds) {
            throw new Broken("The story says that " + expected + ", but " + instead + ".");
        }
    }
}
