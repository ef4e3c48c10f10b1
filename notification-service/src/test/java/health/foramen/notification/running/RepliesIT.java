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
import static health.foramen.notification.running.RunningClinic.patientWrites;
import static health.foramen.notification.running.RunningClinic.post;
import static health.foramen.notification.running.RunningClinic.soon;
import static health.foramen.notification.running.RunningClinic.told;
import static health.foramen.notification.running.RunningClinic.visitOf;
import static health.foramen.notification.running.RunningClinic.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.diary.KeepingDiaries;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.Cast;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Ride;
import health.foramen.notification.journey.Step;
import health.foramen.notification.journey.StepState.Sent;
import health.foramen.notification.offer.KeepingOffers;
import health.foramen.notification.offer.Offer;
import health.foramen.notification.running.Neighbours.Text;
import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Role;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What patients write, and what comes of it. */
class RepliesIT {

    @BeforeEach
    void aQuietMorning() {
        CLOCK.moveTo(MORNING);
    }

    private static Appointment aToldVisit(PatientCard patient) {
        Appointment visit = booked(patient);
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        return visit;
    }

    private static void awaitText(PatientCard patient, String words) {
        soon().untilAsserted(() -> assertThat(NEIGHBOURS.textsTo(patient.phone().orElseThrow())).extracting(Text::body).anyMatch(body -> body.contains(words)));
    }

    @Test
    void threeIsARideThenTheDriverIsAskedAndNamed() {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = aToldVisit(rosa);
        patientWrites(rosa, "٣");
        awaitText(rosa, "¿Quién conduce?");
        assertThat(journey(visit.appointmentId()).ride().status()).isEqualTo(Ride.Status.ARRANGED);
        soon().until(() -> journey(visit.appointmentId()).steps().stream().anyMatch(step -> step.name().startsWith("answer-ride") && step.state().hasLeft()));
        patientWrites(rosa, "Mi hijo Luis, 312 555 0177");
        awaitText(rosa, "hemos anotado quién le lleva");
        assertThat(journey(visit.appointmentId()).ride().driver()).contains("Mi hijo Luis");
        assertThat(journey(visit.appointmentId()).ride().phone()).contains("312 555 0177");
    }

    @Test
    void oneConfirmsAndTheSameTextTwiceIsOneText() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = aToldVisit(rosa);
        Map<String, String> form = Map.of("MessageSid", "SM" + UUID.randomUUID().toString().replace("-", ""), "From", rosa.phone().orElseThrow(), "Body", "1");
        for (int i = 0; i < 3; i++) {
            assertThat(webhook("/webhooks/text/inbound", form).status()).isEqualTo(200);
        }
        awaitText(rosa, "is confirmed");
        assertThat(journey(visit.appointmentId()).confirmedAt()).isPresent();
        assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).filteredOn(text -> text.body().contains("confirmed")).hasSize(1);
    }

    @Test
    void aSharedPhoneIsAskedWhichVisitIsMeant() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        PatientCard luis = new PatientCard(UUID.randomUUID().toString(), 1, "Luis", "Delgado", "", rosa.birthDate(), Language.ENGLISH, rosa.zone(), rosa.phone(), rosa.email(),
                true, true, rosa.prefers(), rosa.asOf());
        bean(Cards.class).keep(luis);
        Appointment first = aToldVisit(rosa);
        Appointment second = told(visitOf(luis, LocalDateTime.of(2026, 12, 4, 9, 0)));
        awaitState(second, "booked", Channel.TEXT, Sent.class);
        patientWrites(rosa, "1");
        awaitText(rosa, "which visit do you mean? A: R. Thu Dec 3 9:30 AM; B: L. Fri Dec 4 8:15 AM");
        assertThat(journey(first.appointmentId()).confirmedAt()).isEmpty();
        patientWrites(rosa, "b");
        soon().untilAsserted(() -> assertThat(journey(second.appointmentId()).confirmedAt()).isPresent());
        assertThat(journey(first.appointmentId()).confirmedAt()).isEmpty();
    }

    @Test
    void aRedFlagIsAnsweredAtOnceInThePatientsLanguageAtAnyHour() {
        PatientCard amal = aPatient(Language.ARABIC);
        aToldVisit(amal);
        CLOCK.moveTo(LocalDateTime.of(2026, 11, 13, 2, 0).atZone(Cast.CHICAGO).toInstant());
        patientWrites(amal, "لا أستطيع التبول");
        awaitText(amal, "حالة طارئة");
        soon().untilAsserted(() -> assertThat(getAs(Role.FRONT_DESK, "/conversations", "text/html").body()).contains("1 new"));
    }

    @Test
    void stopEndsTextsAtOnceAndStartBringsThemBack() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = aToldVisit(rosa);
        patientWrites(rosa, "STOP");
        soon().untilAsserted(() -> assertThat(journey(visit.appointmentId()).steps()).filteredOn(Step::isPlanned).noneMatch(step -> step.channel() == Channel.TEXT));
        assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).hasSize(1);
        patientWrites(rosa, "START");
        awaitText(rosa, "You will receive our texts again");
        assertThat(journey(visit.appointmentId()).steps()).filteredOn(Step::isPlanned).anyMatch(step -> step.channel() == Channel.TEXT);
    }

    @Test
    void aNumberAfterTheVisitIsADiaryEntryForTheDayThatWasAsked() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = visitOf(rosa, LocalDateTime.of(2026, 11, 11, 10, 15));
        told(Cast.later(visit, AppointmentStatus.COMPLETED, CLOCK.instant()));
        awaitState(visit, "after-care", Channel.TEXT, Sent.class);
        patientWrites(rosa, "7");
        awaitText(rosa, "Somebody here will read your message");
        assertThat(bean(KeepingDiaries.class).find(visit.appointmentId())).as("day 0 never counts").isEmpty();
        CLOCK.moveTo(LocalDateTime.of(2026, 11, 13, 10, 1).atZone(Cast.CHICAGO).toInstant());
        awaitState(visit, "check-in", Channel.TEXT, Sent.class);
        patientWrites(rosa, "6.5");
        awaitText(rosa, "one number only");
        patientWrites(rosa, "3");
        awaitText(rosa, "3 of 10 is noted for day 1");
        assertThat(bean(KeepingDiaries.class).find(visit.appointmentId()).orElseThrow().on(1).orElseThrow().pain()).isEqualTo(3);
    }

    @Test
    void freeWordsGoToTheDeskAndThePatientIsToldSoOnce() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        aToldVisit(rosa);
        patientWrites(rosa, "Can my sister come along?");
        awaitText(rosa, "Somebody here will read your message");
        patientWrites(rosa, "She lives nearby.");
        soon().untilAsserted(() -> assertThat(getAs(Role.FRONT_DESK, "/api/conversations/" + rosa.patientId(), "application/json").json().get("unread").asInt()).isEqualTo(2));
        assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).filteredOn(text -> text.body().contains("Somebody here")).hasSize(1);
    }

    @Test
    void aStrangersTextIsKeptAndAStrangersRedFlagIsAnswered() {
        String number = "+13125559" + (100 + (int) (System.nanoTime() % 800));
        assertThat(webhook("/webhooks/text/inbound", Map.of("MessageSid", "SM" + UUID.randomUUID().toString().replace("-", ""), "From", number, "Body", "no puedo orinar")).status()).isEqualTo(200);
        soon().untilAsserted(() -> assertThat(NEIGHBOURS.textsTo(number)).singleElement().extracting(Text::body).asString().contains("emergencia"));
        soon().untilAsserted(() -> assertThat(getAs(Role.FRONT_DESK, "/conversations", "text/html").body()).contains("Unknown: \u2066" + number));
        String page = getAs(Role.FRONT_DESK, "/conversations", "text/html").body();
        String row = page.substring(0, page.indexOf(number));
        String thread = row.substring(row.lastIndexOf("/conversations/number-"));
        assertThat(getAs(Role.FRONT_DESK, thread.substring(0, thread.indexOf('"')), "text/html").body()).as("somebody has to call")
                .contains("href=\"tel:" + number + "\"", "no puedo orinar", "please call this number now");
    }

    @Test
    void yesAnswersWhatWasAskedLastAndThanksNeedNoAnswer() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = aToldVisit(rosa);
        patientWrites(rosa, "Thank you!");
        CLOCK.moveTo(LocalDateTime.of(2026, 11, 26, 10, 1).atZone(Cast.CHICAGO).toInstant());
        awaitState(visit, "preparation", Channel.TEXT, Sent.class);
        patientWrites(rosa, "yes please");
        awaitText(rosa, "Who will drive you?");
        assertThat(journey(visit.appointmentId()).ride().status()).isEqualTo(Ride.Status.ARRANGED);
        assertThat(journey(visit.appointmentId()).confirmedAt()).as("yes was about the ride").isEmpty();
        assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).extracting(Text::body).noneMatch(body -> body.contains("Somebody here will read"));
    }

    @Test
    void aDriverInOneBreathAndADriverWhoCancels() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = aToldVisit(rosa);
        patientWrites(rosa, "1 and 3");
        awaitText(rosa, "Who will drive you?");
        assertThat(journey(visit.appointmentId()).confirmedAt()).isPresent();
        patientWrites(rosa, "My son will drive me, 312-555-0177");
        awaitText(rosa, "your driver is noted");
        assertThat(journey(visit.appointmentId()).ride().phone()).contains("312-555-0177");
        patientWrites(rosa, "my driver cancelled");
        awaitText(rosa, "You will need a ride home");
        assertThat(journey(visit.appointmentId()).ride()).extracting(Ride::status, Ride::driver).containsExactly(Ride.Status.MISSING, Optional.empty());
        patientWrites(rosa, "3 Jo 312 555 0188");
        soon().untilAsserted(() -> assertThat(journey(visit.appointmentId()).ride()).extracting(Ride::status, Ride::driver).containsExactly(Ride.Status.ARRANGED, Optional.of("Jo")));
    }

    private static Offer anOffer(PatientCard patient, Appointment visit, long sequence, Offer.Status status) {
        LocalDateTime earlier = LocalDateTime.of(2026, 11, 17, 9, 0);
        return new Offer(StableIds.of("offer", patient.patientId()).toString(), sequence, status, patient.patientId(), Optional.of(visit.appointmentId()), "lakeside",
                Cast.CHICAGO, earlier, earlier.atZone(Cast.CHICAGO).toInstant(), MORNING.plus(Duration.ofHours(3)), Optional.empty(), Optional.empty());
    }

    @Test
    void anEarlierTimeIsAskedAndOneTakesIt() {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = aToldVisit(rosa);
        Offer offer = anOffer(rosa, visit, 1, Offer.Status.OFFERED);
        assertThat(bean(KeepingOffers.class).offerIs(offer)).isTrue();
        assertThat(bean(KeepingOffers.class).offerIs(offer)).as("the same word twice").isFalse();
        awaitText(rosa, "hay una hora antes: 17 nov, 9:00 am, Lakeside Surgery Center. Responda 1 para tomarla, 2 para no cambiar nada, hasta: 2:00 pm.");
        soon().until(() -> journey(visit.appointmentId()).steps().stream().anyMatch(step -> step.name().equals(offer.step()) && step.state().hasLeft()));
        patientWrites(rosa, "sí, gracias");
        awaitText(rosa, "Estamos reservando el 17 nov");
        assertThat(bean(KeepingOffers.class).of(rosa.patientId())).singleElement().extracting(Offer::answer).isEqualTo(Optional.of(Offer.Answer.ACCEPTED));
        assertThat(journey(visit.appointmentId()).confirmedAt()).isEmpty();
        bean(KeepingOffers.class).offerIs(anOffer(rosa, visit, 2, Offer.Status.WITHDRAWN));
        awaitText(rosa, "esa hora ya no queda libre");
        assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).filteredOn(text -> text.body().contains("hora antes")).hasSize(1);
    }

    @Test
    void aLateYesIsToldThatTheTimeIsGoneAndConfirmsNothingElse() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = aToldVisit(rosa);
        bean(KeepingOffers.class).offerIs(anOffer(rosa, visit, 1, Offer.Status.OFFERED));
        awaitText(rosa, "an earlier time is free");
        soon().until(() -> journey(visit.appointmentId()).steps().stream().anyMatch(step -> step.name().startsWith("offer-") && step.state().hasLeft()));
        CLOCK.moveTo(MORNING.plus(Duration.ofHours(4)));
        patientWrites(rosa, "1");
        awaitText(rosa, "that time is no longer free");
        assertThat(journey(visit.appointmentId()).confirmedAt()).isEmpty();
        assertThat(bean(KeepingOffers.class).of(rosa.patientId())).singleElement().extracting(Offer::answer).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsNotSealedOrNotATextIsRefused() {
        Map<String, String> form = Map.of("MessageSid", "SM1", "From", "+13125550123", "Body", "1");
        assertThat(post("/webhooks/text/inbound", form).status()).isEqualTo(403);
        assertThat(post("/webhooks/text/inbound", form, "X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=").status()).isEqualTo(403);
        assertThat(post("/webhooks/text/status", form, "X-Twilio-Signature", "not base64 at all").status()).isEqualTo(403);
        assertThat(webhook("/webhooks/text/inbound", Map.of("MessageSid", "SM2", "Body", "1")).json().get("errors").get(0).get("pointer").asString()).isEqualTo("/From");
        assertThat(webhook("/webhooks/text/inbound", Map.of("MessageSid", "SM3", "From", "+13125550123", "Body", "x".repeat(2_000))).status()).isEqualTo(413);
        assertThat(webhook("/webhooks/text/inbound", Map.of("MessageSid", "SM4", "From", "+13125550123", "Body", "x".repeat(1_200_000))).status()).isEqualTo(413);
        assertThat(webhook("/webhooks/text/status?message=nobody~1~booked~text", Map.of("MessageSid", "SM5", "MessageStatus", "delivered")).status()).isEqualTo(204);
        assertThat(webhook("/webhooks/text/status?message=%00%7E", Map.of("MessageSid", "SM6", "MessageStatus", "strange")).status()).isEqualTo(204);
        for (String path : List.of("/webhooks/text/inbound", "/webhooks/text/status")) {
            assertThat(RunningClinic.get(path).status()).isEqualTo(405);
        }
    }
}
