package health.foramen.notification.running;

import static health.foramen.notification.running.RunningClinic.CLOCK;
import static health.foramen.notification.running.RunningClinic.MORNING;
import static health.foramen.notification.running.RunningClinic.NEIGHBOURS;
import static health.foramen.notification.running.RunningClinic.aPatient;
import static health.foramen.notification.running.RunningClinic.awaitState;
import static health.foramen.notification.running.RunningClinic.bean;
import static health.foramen.notification.running.RunningClinic.booked;
import static health.foramen.notification.running.RunningClinic.getAs;
import static health.foramen.notification.running.RunningClinic.jsonAs;
import static health.foramen.notification.running.RunningClinic.postAs;
import static health.foramen.notification.running.RunningClinic.soon;
import static health.foramen.notification.running.RunningClinic.state;
import static health.foramen.notification.running.RunningClinic.told;
import static health.foramen.notification.running.RunningClinic.visitOf;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.Cadence;
import health.foramen.notification.journey.Cast;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.Dispatching;
import health.foramen.notification.journey.FollowingAppointments;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.Horizon;
import health.foramen.notification.journey.Journeys;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.OnCall;
import health.foramen.notification.journey.PausingChannels;
import health.foramen.notification.journey.Pulse;
import health.foramen.notification.journey.Standings;
import health.foramen.notification.journey.StepState.Failed;
import health.foramen.notification.journey.StepState.Sent;
import health.foramen.notification.journey.Tallies;
import health.foramen.notification.journey.TextLedger;
import health.foramen.notification.journey.Troubles;
import health.foramen.notification.journey.VisitNotes;
import health.foramen.notification.mail.Mails;
import health.foramen.notification.running.Neighbours.Mood;
import health.foramen.notification.running.Neighbours.Text;
import health.foramen.notification.text.Texts;
import health.foramen.safeguard.Role;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances, the brake, the preview, and what an operator sees. */
class EngineIT {

    @BeforeEach
    void aQuietMorning() {
        CLOCK.moveTo(MORNING);
        NEIGHBOURS.moods.clear();
        NEIGHBOURS.schedulingIsAway = false;
    }

    @AfterEach
    void allChannelsAreOpen() {
        PausingChannels.CAN_PAUSE.forEach(bean(PausingChannels.class)::resume);
        NEIGHBOURS.schedulingIsAway = false;
    }

    /** As another process would be: a horizon of its own, and the same store. */
    private static Dispatching anotherInstance() {
        Horizon horizon = new Horizon();
        KeepingJourneys keeping = new KeepingJourneys(bean(Journeys.class), horizon, bean(Troubles.class), bean(Tallies.class), bean(VisitNotes.class), bean(Cards.class), bean(Pulse.class), CLOCK);
        return new Dispatching(new Dispatching.Tools(bean(Journeys.class), keeping, horizon, bean(Cards.class), bean(OnCall.class), bean(KeepingCards.class), bean(Receivers.class),
                bean(OptOuts.class), bean(NumberKey.Maker.class), bean(TextLedger.class), bean(Standings.class), bean(Composing.class), bean(Texts.class), bean(Mails.class),
                bean(Cadence.class), bean(PausingChannels.class), bean(Pulse.class), CLOCK, Clock.systemUTC()),
                new Dispatching.Settings("another", 16, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMillis(100)));
    }

    @Test
    void twoInstancesOnOneStoreSendEachMessageOnce() {
        NEIGHBOURS.schedulingIsAway = true;
        List<Appointment> visits = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            visits.add(booked(aPatient(Language.ENGLISH)));
        }
        NEIGHBOURS.moods.addAll(List.of(Mood.LOSES_THE_ANSWER, Mood.TAKES_IT_AND_FAILS, Mood.FAILS));
        Dispatching another = anotherInstance();
        another.start();
        try {
            soon().untilAsserted(() -> assertThat(another.state().waiting()).isGreaterThanOrEqualTo(24));
            NEIGHBOURS.schedulingIsAway = false;
            visits.forEach(visit -> {
                awaitState(visit, "booked", Channel.TEXT, Sent.class);
                awaitState(visit, "booked", Channel.EMAIL, Sent.class);
            });
        } finally {
            another.close();
        }
        assertThat(visits).allSatisfy(visit -> {
            assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(1);
            assertThat(Arrays.stream(RunningClinic.MAIL.getReceivedMessages()).filter(mail -> {
                try {
                    return mail.getHeader("Message-ID")[0].contains(visit.appointmentId());
                } catch (MessagingException e) {
                    throw new AssertionError(e);
                }
            })).hasSize(1);
        });
    }

    /** As after a crash: the last half second is heard again, together with what is new and what was cancelled since. */
    @Test
    void whatIsHeardTogetherAndAgainIsPlannedOnce() {
        PatientCard twice = aPatient(Language.ENGLISH);
        PatientCard unknown = RunningClinic.somebody(Language.SPANISH);
        LocalDateTime day = LocalDateTime.of(2026, 12, 3, 10, 15);
        Appointment one = RunningClinic.visitOf(twice, day);
        Appointment other = RunningClinic.visitOf(twice, day.plusDays(7));
        Appointment third = RunningClinic.visitOf(unknown, day.plusHours(1));
        FollowingAppointments following = bean(FollowingAppointments.class);

        assertThat(following.appointmentsAre(List.of(one, other, third))).containsExactly(true, true, true);
        assertThat(following.appointmentsAre(List.of(one, other))).containsExactly(false, false);
        Appointment fourth = RunningClinic.visitOf(aPatient(Language.ENGLISH), day);
        Appointment cancelled = Cast.visit(other.appointmentId(), other.patientId(), 2, AppointmentStatus.CANCELLED, day.plusDays(7), Cast.CHICAGO, true, true, false, CLOCK.instant());
        assertThat(following.appointmentsAre(List.of(third, other, fourth, cancelled, one, cancelled))).containsExactly(false, false, true, true, false, false);

        for (Appointment visit : List.of(one, third, fourth)) {
            awaitState(visit, "booked", Channel.TEXT, Sent.class);
            assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(1);
        }
        assertThat(bean(Journeys.class).ofPatient(twice.patientId())).containsExactlyInAnyOrder(one.appointmentId(), other.appointmentId());
        assertThat(RunningClinic.journey(other.appointmentId()).appointment().orElseThrow().status()).isEqualTo(AppointmentStatus.CANCELLED);
    }

    @Test
    void aPausedChannelHoldsWhatIsDueUntilItIsOpenedAndTheOtherGoesOn() {
        assertThat(postAs(Role.ADMINISTRATOR, "/messages/status/text/pause", Map.of("why", "The provider sends twice")).status()).isIn(302, 303);
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.EMAIL, Sent.class);
        soon().untilAsserted(() -> assertThat(state(visit, "booked", Channel.TEXT).reason().orElseThrow().code()).isEqualTo("channel-paused"));
        assertThat(getAs(Role.ADMINISTRATOR, "/messages/status", "text/html").body()).contains("The provider sends twice", "Text is paused");
        assertThat(getAs(Role.ADMINISTRATOR, "/api/journeys/dispatch", "application/json").json().toString()).contains("\"paused\":true");
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).isEmpty();

        assertThat(postAs(Role.ADMINISTRATOR, "/messages/status/text/resume", Map.of()).status()).isIn(302, 303);
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).hasSize(1);
    }

    @Test
    void eachProviderIsGivenWhatTheSettingsSay() {
        RateLimiterRegistry rates = bean(RateLimiterRegistry.class);
        assertThat(rates.rateLimiter("text").getRateLimiterConfig().getLimitForPeriod()).isEqualTo(400);
        assertThat(rates.rateLimiter("mail").getRateLimiterConfig().getLimitForPeriod()).isEqualTo(200);
        BulkheadRegistry bulkheads = bean(BulkheadRegistry.class);
        assertThat(bulkheads.bulkhead("text").getBulkheadConfig().getMaxConcurrentCalls()).isEqualTo(32);
        assertThat(bulkheads.bulkhead("mail").getBulkheadConfig().getMaxConcurrentCalls()).isEqualTo(16);
        TimeLimiterRegistry times = bean(TimeLimiterRegistry.class);
        assertThat(times.timeLimiter("text").getTimeLimiterConfig().getTimeoutDuration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(times.timeLimiter("mail").getTimeLimiterConfig().getTimeoutDuration()).as("shorter than a claim lasts").isEqualTo(Duration.ofSeconds(12));
        assertThat(List.of("text", "mail")).allSatisfy(name -> assertThat(bean(CircuitBreakerRegistry.class).circuitBreaker(name).getCircuitBreakerConfig()
                .getIgnoreExceptionPredicate().test(BulkheadFullException.createBulkheadFullException(bulkheads.bulkhead(name)))).as("our own limits are no fault of its").isTrue());
    }

    @Test
    void whatMissesItsHourDuringAPauseBecomesATask() {
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(jsonAs(Role.ADMINISTRATOR, "PUT", "/api/journeys/dispatch/pauses/text", "{\"why\": \"An outage\"}").status()).isEqualTo(200);
        CLOCK.moveTo(LocalDateTime.of(2026, 12, 2, 23, 0).atZone(Cast.CHICAGO).toInstant());
        awaitState(visit, "confirm", Channel.TEXT, Failed.class);
        assertThat(state(visit, "confirm", Channel.TEXT).reason().orElseThrow().code()).isEqualTo("missed-its-hour");
    }

    @Test
    void onlyAnAdministratorPausesAndOnlyWithAReason() {
        assertThat(jsonAs(Role.FRONT_DESK, "PUT", "/api/journeys/dispatch/pauses/text", "{\"why\": \"no\"}").status()).isEqualTo(403);
        assertThat(getAs(Role.FRONT_DESK, "/messages/status", "text/html").status()).isEqualTo(403);
        assertThat(jsonAs(Role.ADMINISTRATOR, "PUT", "/api/journeys/dispatch/pauses/text", "{\"why\": \" \"}").json().toString()).contains("invalid-fields", "/why");
        assertThat(jsonAs(Role.ADMINISTRATOR, "PUT", "/api/journeys/dispatch/pauses/pigeon", "{\"why\": \"no\"}").status()).isEqualTo(404);
        assertThat(postAs(Role.ADMINISTRATOR, "/messages/status/text/pause", Map.of("why", "")).status()).isEqualTo(422);
        assertThat(bean(PausingChannels.class).paused()).isEmpty();
    }

    @Test
    void theDeskSeesThePlanOfAVisitAndWhy() {
        Appointment visit = booked(aPatient(Language.ENGLISH));
        var answer = jsonAs(Role.FRONT_DESK, "POST", "/api/journeys/preview", "{\"appointmentId\": \"" + visit.appointmentId() + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"step\":\"confirm\"", "1 day before the visit, at 10:00 where the patient is.", "\"step\":\"diary-90\"");
        assertThat(getAs(Role.FRONT_DESK, "/messages/plan?appointment=" + visit.appointmentId(), "text/html").body()).contains("7 days before the visit", "A task for the front desk");
        assertThat(getAs(Role.FRONT_DESK, "/messages/plan", "text/html").status()).isEqualTo(200);
    }

    @Test
    void anImaginedVisitIsPlannedUnderAPastedCadenceWhoseMistakesAreNamed() {
        String file = RunningClinic.resource("journeys/cadence.v1.yaml").replace("per-day: 1", "per-day: 5").replace("per-week: 3", "per-week: 20")
                .replace("\"2026-11\"", "\"mine\"");
        String visit = "\"visit\": {\"localStart\": \"2026-12-03T07:30\", \"zone\": \"America/Chicago\", \"sedated\": true}, \"toldAt\": \"2026-11-12T17:00:00Z\"";
        var mine = jsonAs(Role.ADMINISTRATOR, "POST", "/api/journeys/preview", "{" + visit + ", \"cadence\": " + quoted(file) + "}");
        assertThat(mine.status()).as(mine.body()).isEqualTo(200);
        assertThat(mine.json().get("cadence").asString()).isEqualTo("mine");
        assertThat(mine.body()).contains("the text goes the evening before", "It also says what “directions” of the same day would have said.");
        var broken = jsonAs(Role.ADMINISTRATOR, "POST", "/api/journeys/preview", "{" + visit + ", \"cadence\": " + quoted(file.replace("per-day: 5", "per-day: none")) + "}");
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.body()).contains("broken-cadence", "line ", "none is no whole number");
        var nowhere = jsonAs(Role.ADMINISTRATOR, "POST", "/api/journeys/preview", "{\"visit\": {\"localStart\": \"2026-12-03T07:30\", \"zone\": \"Mars\"}}");
        assertThat(nowhere.status()).isEqualTo(422);
        assertThat(nowhere.body()).contains("/visit/zone");
        assertThat(jsonAs(Role.ADMINISTRATOR, "POST", "/api/journeys/preview", "{}").status()).isEqualTo(422);
        assertThat(jsonAs(Role.ADMINISTRATOR, "POST", "/api/journeys/preview", "{\"appointmentId\": \"nobody\"}").status()).isEqualTo(404);
    }

    @Test
    void whatNobodyCanPlanHasItsSentence() {
        Map<String, String> visit = Map.of("filled", "yes", "start", "2026-12-03T10:15", "told", "2026-11-12T11:00", "zone", "Mars", "text", "on");
        var nowhere = postAs(Role.FRONT_DESK, "/messages/plan", visit);
        assertThat(nowhere.status()).isEqualTo(422);
        assertThat(nowhere.body()).contains("It is no time zone such as America/Chicago.");
        var never = postAs(Role.FRONT_DESK, "/messages/plan", Map.of("filled", "yes", "start", "+999999999-12-31T23:59", "zone", "Europe/London", "text", "on"));
        assertThat(never.status()).isEqualTo(422);
        assertThat(never.body()).contains("It must lie between 2000 and 2200.");
        assertThat(jsonAs(Role.ADMINISTRATOR, "POST", "/api/journeys/preview", "{\"visit\": {\"localStart\": \"2026-12-03T07:30\", \"zone\": \"Africa/Cairo\"}, "
                + "\"toldAt\": \"+1000000000-12-31T23:59:59Z\"}").json().toString()).contains("/toldAt");
    }

    @Test
    void aCadenceIsTriedFromAFileAndItsMistakeIsNamedWithItsLine() {
        Map<String, String> visit = Map.of("filled", "yes", "start", "2026-12-03T10:15", "told", "2026-11-12T11:00", "zone", "America/Chicago", "sedated", "on", "escort", "on", "text", "on",
                "email", "on");
        String file = RunningClinic.resource("journeys/cadence.v1.yaml").replace("\"2026-11\"", "\"from-a-file\"");
        var good = RunningClinic.uploadAs(Role.FRONT_DESK, "/messages/plan", visit, "file", file.getBytes(StandardCharsets.UTF_8));
        assertThat(good.status()).as(good.body()).isEqualTo(200);
        assertThat(good.body()).contains("from-a-file", "1 day before the visit, at 10:00");
        var broken = RunningClinic.uploadAs(Role.FRONT_DESK, "/messages/plan", visit, "file", file.replace("per-day: 1", "per-day: many").getBytes(StandardCharsets.UTF_8));
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.body()).contains("line ", "many is no whole number").contains("value=\"2026-12-03T10:15\"");
        var noise = RunningClinic.uploadAs(Role.FRONT_DESK, "/messages/plan", visit, "file", new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe, 7, '{', '['});
        assertThat(noise.status()).isEqualTo(422);
        assertThat(noise.body()).contains("Please look again", "holds a character that no text has");
        var large = RunningClinic.uploadAs(Role.FRONT_DESK, "/messages/plan", visit, "file", new byte[150_000]);
        assertThat(large.status()).isEqualTo(422);
        assertThat(large.body()).contains("The file is larger than 100 kB", "href=\"#file\"");
        var huge = RunningClinic.uploadAs(Role.FRONT_DESK, "/messages/plan", visit, "file", new byte[2_000_000]);
        assertThat(huge.status()).isEqualTo(422);
        assertThat(huge.body()).as("also what is larger than any other body may be").contains("The file is larger than 100 kB", "value=\"2026-12-03T10:15\"");
        assertThat(RunningClinic.uploadAs(Role.REFERRER, "/messages/plan", visit, "file", new byte[1]).status()).isEqualTo(403);
    }

    private static String quoted(String text) {
        return health.foramen.outbox.Json.mapper().writeValueAsString(text);
    }

    @Test
    void aLetterThatIsRefusedGoesByTextInstead() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        PatientCard byMail = new PatientCard(rosa.patientId(), 2, rosa.givenName(), rosa.familyName(), rosa.initials(), rosa.birthDate(), rosa.language(), rosa.zone(), rosa.phone(),
                java.util.Optional.of("no address"), true, true, java.util.Optional.of("email"), rosa.asOf());
        bean(Cards.class).keep(byMail);
        Appointment visit = booked(byMail);
        awaitState(visit, "booked", Channel.EMAIL, Failed.class);
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        CLOCK.moveTo(LocalDateTime.of(2026, 11, 26, 10, 1).atZone(Cast.CHICAGO).toInstant());
        awaitState(visit, "preparation", Channel.TEXT, Sent.class);
    }

    @Test
    void aTextWritesTheSitesNumberAsItsReaderDialsIt() {
        Appointment visit = booked(aPatient(Language.ENGLISH));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        told(Cast.later(visit, health.foramen.notification.journey.AppointmentStatus.CANCELLED, CLOCK.instant()));
        awaitState(visit, "cancelled", Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsAbout(visit.appointmentId())).extracting(Text::body).last().asString().contains("(312) 555-0190");
    }

    @Test
    void anOperatorSeesHowLateMessagesAreAndWhatBecameOfThem() {
        Appointment visit = told(visitOf(aPatient(Language.ENGLISH), LocalDateTime.of(2026, 12, 3, 10, 15)));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        String scrape = getAs(Role.ADMINISTRATOR, "/actuator/prometheus", "text/plain").body();
        assertThat(scrape).contains("foramen_dispatch_lag_seconds_count{channel=\"text\"", "foramen_messages_total{channel=\"text\",state=\"sent\"",
                "foramen_dispatch_paused{channel=\"text\"", "foramen_dispatch_waiting", "foramen_dispatch_overdue_seconds", "foramen_mail_repeats_total");
    }
}
