package health.foramen.notification.running;

import static health.foramen.notification.running.RunningClinic.CLOCK;
import static health.foramen.notification.running.RunningClinic.MORNING;
import static health.foramen.notification.running.RunningClinic.NEIGHBOURS;
import static health.foramen.notification.running.RunningClinic.aPatient;
import static health.foramen.notification.running.RunningClinic.awaitState;
import static health.foramen.notification.running.RunningClinic.bean;
import static health.foramen.notification.running.RunningClinic.booked;
import static health.foramen.notification.running.RunningClinic.getAs;
import static health.foramen.notification.running.RunningClinic.journey;
import static health.foramen.notification.running.RunningClinic.soon;
import static health.foramen.notification.running.RunningClinic.somebody;
import static health.foramen.notification.running.RunningClinic.state;
import static health.foramen.notification.running.RunningClinic.told;
import static health.foramen.notification.running.RunningClinic.visitOf;
import static health.foramen.notification.running.RunningClinic.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.Cast;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Outcome;
import health.foramen.notification.journey.Step;
import health.foramen.notification.journey.StepKey;
import health.foramen.notification.journey.StepState.Cancelled;
import health.foramen.notification.journey.StepState.Claimed;
import health.foramen.notification.journey.StepState.Delivered;
import health.foramen.notification.journey.StepState.Failed;
import health.foramen.notification.journey.StepState.Sent;
import health.foramen.notification.journey.StepState.Suppressed;
import health.foramen.notification.running.Neighbours.Mood;
import health.foramen.notification.running.Neighbours.Text;
import health.foramen.notification.text.Fingerprint;
import health.foramen.safeguard.Role;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message from its planning to its receipt, with a provider that has moods. */
class SendingIT {

    @BeforeEach
    void aQuietMorning() {
        CLOCK.moveTo(MORNING);
        NEIGHBOURS.moods.clear();
        NEIGHBOURS.schedulingIsAway = false;
    }

    private static StepKey bookedText(Appointment visit) {
        return new StepKey(visit.appointmentId(), 1, "booked", Channel.TEXT);
    }

    @Test
    void aBookingIsToldAtOnceByTextAndEmailAndTheReceiptsAreKept() throws Exception {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = booked(rosa);
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        awaitState(visit, "booked", Channel.EMAIL, Sent.class);
        Text text = NEIGHBOURS.textsAbout(visit.appointmentId()).getFirst();
        assertThat(text.to()).isEqualTo(rosa.phone().orElseThrow());
        assertThat(text.body()).startsWith("Foramen: cita el 3 dic").contains(RunningClinic.PUBLIC_URL + "/v/");
        assertThat(state(visit, "booked", Channel.TEXT).shown()).as("no secret is kept").contains("/v/…");

        String receipt = "/webhooks/text/status?message=" + text.reference();
        for (String status : new String[] {"delivered", "sent", "delivered", "queued"}) {
            assertThat(webhook(receipt, Map.of("MessageSid", text.sid(), "MessageStatus", status)).status()).isEqualTo(204);
        }
        assertThat(state(visit, "booked", Channel.TEXT)).isInstanceOf(Delivered.class);
        assertThat(getAs(Role.FRONT_DESK, "/api/journeys/" + visit.appointmentId(), "application/json").json().get("steps").toString()).contains("\"delivered\"");

        MimeMessage mail = Arrays.stream(RunningClinic.MAIL.getReceivedMessages())
                .filter(message -> header(message, "Message-ID").contains(visit.appointmentId())).findFirst().orElseThrow();
        assertThat(mail.getMessageID()).isEqualTo("<" + visit.appointmentId() + "~1~booked~email@foramen.example>");
        assertThat(mail.getSubject()).isEqualTo("Su cita del jueves 3 de diciembre, 10:15 am");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        mail.writeTo(whole);
        assertThat(whole.toString(StandardCharsets.UTF_8)).contains("text/plain", "text/html", "text/calendar", "method=PUBLISH");
    }

    private static String header(MimeMessage message, String name) {
        try {
            return String.join("", message.getHeader(name));
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anAnswerThatWasLostIsLookedUpAndNotSentAgain() {
        NEIGHBOURS.moods.add(Mood.LOSES_THE_ANSWER);
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(1);
    }

    @Test
    void aFailureAfterTakingItIsLookedUpToo() {
        NEIGHBOURS.moods.add(Mood.TAKES_IT_AND_FAILS);
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(1);
    }

    @Test
    void whatTheProviderDoesNotHaveIsSentOnceItIsSure() {
        NEIGHBOURS.moods.add(Mood.FAILS);
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(1);
    }

    @Test
    void aBusyProviderIsGivenTheTimeThatItAsksFor() {
        NEIGHBOURS.moods.add(Mood.IS_BUSY);
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(1);
    }

    @Test
    void aNumberThatTakesNoTextsIsTriedOnceAndTheRestGoesByEmail() {
        NEIGHBOURS.moods.add(Mood.REFUSES_THE_NUMBER);
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = booked(rosa);
        awaitState(visit, "booked", Channel.TEXT, Failed.class);
        CLOCK.moveTo(LocalDateTime.of(2026, 11, 26, 10, 1).atZone(Cast.CHICAGO).toInstant());
        awaitState(visit, "preparation", Channel.EMAIL, Sent.class);
        assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).isEmpty();
        assertThat(listed(rosa)).contains("Rosa Delgado", "not a valid mobile number");
        String thread = "/conversations/" + rosa.patientId();
        assertThat(RunningClinic.getAs(Role.FRONT_DESK, thread, "text/html").body()).contains("This number takes no texts", "not a valid mobile number");
        assertThat(RunningClinic.postAs(Role.FRONT_DESK, thread + "/number", Map.of()).status()).isIn(302, 303);
        assertThat(RunningClinic.getAs(Role.FRONT_DESK, thread, "text/html").body()).doesNotContain("This number takes no texts");
        assertThat(journey(visit.appointmentId()).steps()).filteredOn(step -> step.name().equals("confirm")).extracting(Step::channel).containsExactly(Channel.TEXT);
    }

    /** The page of what did not arrive on which this patient stands. */
    private static String listed(PatientCard patient) {
        for (int page = 1; page <= 40; page++) {
            String body = getAs(Role.FRONT_DESK, "/messages?state=failed&older=" + page, "text/html").body();
            if (body.contains("/conversations/" + patient.patientId() + "\"") && body.contains("Did not arrive")
                    && body.indexOf("/conversations/" + patient.patientId(), body.indexOf("Did not arrive")) > 0) {
                return body;
            }
        }
        throw new AssertionError("not on any page");
    }

    private static void receipt(Appointment visit, String status, String code) {
        Text text = NEIGHBOURS.textsAbout(visit.appointmentId()).getFirst();
        assertThat(webhook("/webhooks/text/status?message=" + text.reference(), Map.of("MessageSid", text.sid(), "MessageStatus", status, "ErrorCode", code)).status()).isEqualTo(204);
    }

    private static Appointment toldByText(PatientCard patient, int day) {
        Appointment visit = told(visitOf(patient, LocalDateTime.of(2026, 12, day, 10, 15)));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        return visit;
    }

    @Test
    void aPhoneThatIsMissedThreeTimesInARowIsMarkedAndTheDeskSeesIt() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        String thread = "/conversations/" + rosa.patientId();
        Appointment first = toldByText(rosa, 3);
        for (int i = 0; i < 5; i++) {
            receipt(first, "undelivered", "30003");
        }
        receipt(toldByText(rosa, 7), "undelivered", "30003");
        assertThat(getAs(Role.FRONT_DESK, thread, "text/html").body()).as("the same one five times is one, so these are two").doesNotContain("This number takes no texts");

        CLOCK.moveTo(MORNING.plusSeconds(60));
        receipt(toldByText(rosa, 8), "delivered", "");
        CLOCK.moveTo(MORNING.plusSeconds(120));
        receipt(toldByText(rosa, 9), "undelivered", "30003");
        receipt(toldByText(rosa, 10), "failed", "30004");
        assertThat(getAs(Role.FRONT_DESK, thread, "text/html").body()).as("one arrived between").doesNotContain("This number takes no texts");

        Appointment last = toldByText(rosa, 14);
        receipt(last, "undelivered", "30003");
        assertThat(getAs(Role.FRONT_DESK, thread, "text/html").body()).contains("This number takes no texts", "3 texts in a row did not reach it (code 30003)");
        assertThat(listed(rosa)).contains("The number is marked as one that takes no texts");
        Appointment next = told(visitOf(rosa, LocalDateTime.of(2026, 12, 15, 10, 15)));
        awaitState(next, "booked", Channel.EMAIL, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(next.appointmentId())).isEmpty();

        assertThat(RunningClinic.postAs(Role.FRONT_DESK, thread + "/number", Map.of()).status()).isIn(302, 303);
        receipt(toldByText(rosa, 16), "undelivered", "30003");
        assertThat(getAs(Role.FRONT_DESK, thread, "text/html").body()).as("counted from the beginning").doesNotContain("This number takes no texts");
    }

    @Test
    void aClaimLeftBehindIsLookedUpBeforeAnybodySendsAgain() {
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        Text sent = NEIGHBOURS.textsAbout(visit.appointmentId()).getFirst();
        StepKey key = bookedText(visit);
        Instant before = Clock.systemUTC().instant().minusSeconds(60);
        // As a process leaves it that dies between handing over and noting it.
        bean(KeepingJourneys.class).change(visit.appointmentId(), journey -> new Outcome.Changed(withState(journey, key,
                new Claimed("a-dead-process", before, before.plusSeconds(30), Fingerprint.of(sent.body()))), List.of()));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(1);

        bean(KeepingJourneys.class).change(visit.appointmentId(), journey -> new Outcome.Changed(withState(journey, key,
                new Claimed("a-dead-process", before, before.plusSeconds(30), Fingerprint.of("what never left"))), List.of()));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(2);
    }

    private static Journey withState(Journey journey, StepKey key, Claimed claimed) {
        return new Journey(journey.id(), journey.patientId(), journey.appointment(), journey.planned(), journey.phases(),
                journey.waits(), journey.sequence(), journey.ride(), journey.confirmedAt(), journey.changeAskedAt(),
                journey.steps().stream().map(step -> step.key(journey.id()).equals(key) ? step.is(claimed) : step).toList(), journey.heard());
    }

    @Test
    void nothingGoesOutWhileSchedulingSaysOtherwiseOrCannotBeAsked() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        NEIGHBOURS.schedulingIsAway = true;
        Appointment visit = booked(rosa);
        soon().untilAsserted(() -> assertThat(state(visit, "booked", Channel.TEXT).reason().orElseThrow().code()).isEqualTo("waits-for-scheduling"));
        NEIGHBOURS.standing.put(visit.appointmentId(), 2L);
        NEIGHBOURS.schedulingIsAway = false;
        soon().untilAsserted(() -> assertThat(state(visit, "booked", Channel.TEXT).reason().orElseThrow().code()).isEqualTo("waits-for-news"));
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).isEmpty();
        told(Cast.later(visit, AppointmentStatus.CANCELLED, CLOCK.instant()));
        awaitState(visit, "cancelled", Channel.TEXT, Sent.class);
        assertThat(state(visit, "booked", Channel.TEXT)).isInstanceOf(Cancelled.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).singleElement().extracting(Text::body).asString().contains("cancelled");
    }

    @Test
    void aJourneyWhoseCardIsMissingFetchesItAndCatchesUp() {
        PatientCard stranger = somebody(Language.ARABIC);
        Appointment visit = booked(stranger);
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsTo(stranger.phone().orElseThrow()).getFirst().body()).contains("موعدك");
    }

    @Test
    void everyStepGoesAtItsHourAsTheClockJumpsFromDueToDue() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = booked(rosa);
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        for (Step step : journey(visit.appointmentId()).steps().stream().filter(Step::isPlanned).sorted(Comparator.comparing(Step::due)).toList()) {
            CLOCK.moveTo(step.due());
            soon().untilAsserted(() -> assertThat(journey(visit.appointmentId()).step(step.key(visit.appointmentId())).orElseThrow().state().isSettled()).as(step.name()).isTrue());
        }
        assertThat(journey(visit.appointmentId()).steps()).filteredOn(step -> step.channel() == Channel.TEXT).extracting(step -> step.name() + " " + step.state().word())
                .containsExactly("booked sent", "preparation sent", "reminder sent", "confirm sent", "directions sent");
        assertThat(journey(visit.appointmentId()).ride().status().word()).isEqualTo("missing");
        CLOCK.moveTo(visit.end());
        told(Cast.later(visit, AppointmentStatus.COMPLETED, CLOCK.instant()));
        awaitState(visit, "after-care", Channel.EMAIL, Sent.class);
        assertThat(state(visit, "after-care", Channel.TEXT)).as("one text a day").isInstanceOf(Suppressed.class);
    }

    @Test
    void theClockOfTheSandboxLearnsWhatIsDueNext() {
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        awaitState(visit, "booked", Channel.EMAIL, Sent.class);
        soon().untilAsserted(() -> {
            var next = getAs(Role.SERVICE, "/api/journeys/next-due", "application/json").json();
            assertThat(next.get("busy").asBoolean()).isFalse();
            assertThat(Instant.parse(next.get("due").asString())).isAfter(CLOCK.instant());
        });
        assertThat(getAs(Role.FRONT_DESK, "/api/journeys/next-due", "application/json").status()).isEqualTo(403);
    }

    @Test
    void aMessageThatMissedItsHourIsNotSentLateButBecomesATask() {
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        CLOCK.moveTo(LocalDateTime.of(2026, 12, 3, 6, 0).atZone(Cast.CHICAGO).toInstant());
        awaitState(visit, "confirm", Channel.TEXT, Failed.class);
        assertThat(state(visit, "confirm", Channel.TEXT).reason().orElseThrow().code()).isEqualTo("missed-its-hour");
    }
}
