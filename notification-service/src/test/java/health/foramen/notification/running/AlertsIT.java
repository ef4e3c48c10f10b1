package health.foramen.notification.running;

import static health.foramen.notification.running.RunningClinic.CLOCK;
import static health.foramen.notification.running.RunningClinic.MAIL;
import static health.foramen.notification.running.RunningClinic.MORNING;
import static health.foramen.notification.running.RunningClinic.NEIGHBOURS;
import static health.foramen.notification.running.RunningClinic.ON_CALL_MAIL;
import static health.foramen.notification.running.RunningClinic.ON_CALL_PHONE;
import static health.foramen.notification.running.RunningClinic.PUBLIC_URL;
import static health.foramen.notification.running.RunningClinic.bean;
import static health.foramen.notification.running.RunningClinic.getAs;
import static health.foramen.notification.running.RunningClinic.soon;
import static health.foramen.notification.running.RunningClinic.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import health.foramen.notification.alert.messaging.EmergencyEvents;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Step;
import health.foramen.notification.running.Neighbours.Mood;
import health.foramen.notification.running.Neighbours.Text;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.safeguard.Role;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is on call, on real parts: at night, with a provider that loses answers, and with each event heard twice. */
class AlertsIT {

    private static final Instant NIGHT = LocalDateTime.of(2026, 11, 13, 2, 0).atZone(health.foramen.notification.journey.Cast.CHICAGO).toInstant();

    @BeforeEach
    void atNight() {
        CLOCK.moveTo(MORNING);
        NEIGHBOURS.moods.clear();
        CLOCK.moveTo(NIGHT);
    }

    private static Handled told(String what, String alert, int times, Instant at) {
        long version = what.equals("acknowledged") ? times + 2 : times + 1;
        IncomingEvent event = new IncomingEvent(UUID.randomUUID().toString(), "emergency." + what + ".v1", alert, version, at,
                "{\"alertId\":\"%s\",\"version\":%d,\"raisedAt\":\"%s\",\"repeated\":%d,\"patientId\":\"%s\"}".formatted(alert, version, at, times, UUID.randomUUID()));
        bean(EmergencyEvents.class).handle(event);
        return bean(EmergencyEvents.class).handle(event);
    }

    private static List<Text> texts(String alert) {
        return NEIGHBOURS.textsTo(ON_CALL_PHONE).stream().filter(text -> text.body().contains(alert.substring(0, 8))).toList();
    }

    private static List<MimeMessage> letters(String alert) {
        return Stream.of(MAIL.getReceivedMessages()).filter(letter -> {
            try {
                return letter.getAllRecipients()[0].toString().equals(ON_CALL_MAIL) && letter.getMessageID().contains(alert);
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

    private static List<Step> stepsByText(String alert) {
        String contact = bean(NumberKey.Maker.class).of(ON_CALL_PHONE).value().substring(0, 12);
        return bean(KeepingJourneys.class).find("alert-" + contact + "-" + alert).orElseThrow().steps();
    }

    @Test
    void anEmergencyIsTextedAndWrittenAtNightAgainAndAgainUntilItIsAcknowledged() throws Exception {
        String alert = UUID.randomUUID().toString();
        assertThat(told("waiting", alert, 0, NIGHT)).isEqualTo(Handled.APPLIED);
        soon().untilAsserted(() -> assertThat(texts(alert)).singleElement().extracting(Text::body)
                .isEqualTo("Foramen: an emergency alert waits. Nobody has acknowledged it. " + PUBLIC_URL + "/emergencies#alert-" + alert.substring(0, 8)));
        soon().untilAsserted(() -> assertThat(letters(alert)).hasSize(1));
        MimeMessage letter = letters(alert).getFirst();
        assertThat(letter.getSubject()).isEqualTo("An emergency alert waits");
        assertThat(letter.getHeader("List-Unsubscribe")).as("not to be stopped by one press").isNull();
        assertThat(GreenMailUtil.getWholeMessage(letter)).contains(PUBLIC_URL + "/emergencies#alert-" + alert.substring(0, 8)).doesNotContain("visit page");

        Instant again = NIGHT.plus(Duration.ofMinutes(5));
        CLOCK.moveTo(again);
        NEIGHBOURS.moods.add(Mood.LOSES_THE_ANSWER);
        told("waiting", alert, 1, again);
        soon().untilAsserted(() -> assertThat(stepsByText(alert)).hasSize(2).allSatisfy(step -> assertThat(step.state().hasLeft()).isTrue()));
        assertThat(texts(alert)).as("looked up, and not sent blindly").hasSize(2);
        assertThat(told("waiting", alert, 0, NIGHT)).isEqualTo(Handled.SUPERSEDED);

        told("acknowledged", alert, 1, again.plusSeconds(30));
        assertThat(told("waiting", alert, 1, again)).as("an older word, after the acknowledgement").isEqualTo(Handled.SUPERSEDED);
        String later = UUID.randomUUID().toString();
        told("waiting", later, 0, again);
        soon().untilAsserted(() -> assertThat(texts(later)).hasSize(1));
        assertThat(texts(alert)).hasSize(2);
        told("acknowledged", later, 0, again);
    }

    @Test
    void whatIsAcknowledgedWhileTheProviderIsAwayIsNotToldAnyMore() {
        String alert = UUID.randomUUID().toString();
        NEIGHBOURS.moods.addAll(List.of(Mood.IS_BUSY, Mood.IS_BUSY, Mood.IS_BUSY));
        told("waiting", alert, 0, NIGHT);
        soon().untilAsserted(() -> assertThat(NEIGHBOURS.moods).isEmpty());
        told("acknowledged", alert, 0, NIGHT.plusSeconds(1));
        CLOCK.moveTo(NIGHT.plusSeconds(30));
        soon().untilAsserted(() -> assertThat(stepsByText(alert)).singleElement().satisfies(step -> {
            assertThat(step.state().word()).isEqualTo("cancelled");
            assertThat(step.state().reason().orElseThrow().code()).isEqualTo("not-the-latest");
        }));
        assertThat(texts(alert)).isEmpty();
    }

    @Test
    void whoeverIsOnCallAndWritesBackRaisesNoAlertOfTheirOwn() {
        String words = "On my way, she cannot feel her legs " + UUID.randomUUID();
        assertThat(webhook("/webhooks/text/inbound", Map.of("MessageSid", "SM" + UUID.randomUUID().toString().replace("-", ""), "From", ON_CALL_PHONE, "Body", words)).status())
                .isEqualTo(200);
        soon().untilAsserted(() -> assertThat(getAs(Role.FRONT_DESK, "/conversations", "text/html").body()).contains(words));
        assertThat(NEIGHBOURS.textsTo(ON_CALL_PHONE)).extracting(Text::body).noneMatch(body -> body.contains("911"));
    }

    @Test
    void anAdministratorSeesWhoIsTold() {
        assertThat(getAs(Role.ADMINISTRATOR, "/messages/status", "text/html").body()).contains(ON_CALL_PHONE, ON_CALL_MAIL, "Is texted while an emergency waits.");
    }
}
