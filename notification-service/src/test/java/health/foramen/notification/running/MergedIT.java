package health.foramen.notification.running;

import static health.foramen.notification.running.RunningClinic.CLOCK;
import static health.foramen.notification.running.RunningClinic.MORNING;
import static health.foramen.notification.running.RunningClinic.NEIGHBOURS;
import static health.foramen.notification.running.RunningClinic.aPatient;
import static health.foramen.notification.running.RunningClinic.awaitState;
import static health.foramen.notification.running.RunningClinic.bean;
import static health.foramen.notification.running.RunningClinic.getAs;
import static health.foramen.notification.running.RunningClinic.journey;
import static health.foramen.notification.running.RunningClinic.patientWrites;
import static health.foramen.notification.running.RunningClinic.postAs;
import static health.foramen.notification.running.RunningClinic.soon;
import static health.foramen.notification.running.RunningClinic.told;
import static health.foramen.notification.running.RunningClinic.visitOf;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.messaging.MergeEvents;
import health.foramen.notification.contact.messaging.PatientEvents;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.Cast;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Step;
import health.foramen.notification.journey.StepState.Sent;
import health.foramen.notification.running.Neighbours.Text;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.safeguard.Role;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two records turn out to be of one person, and perhaps not after all. */
class MergedIT {

    @BeforeEach
    void aQuietMorning() {
        CLOCK.moveTo(MORNING);
        NEIGHBOURS.moods.clear();
        NEIGHBOURS.schedulingIsAway = false;
    }

    /** As referral-service says it: first the merge, then that what is under the old id has changed. */
    private static Handled merged(PatientCard record, long version, Optional<PatientCard> into) {
        String id = record.patientId();
        NEIGHBOURS.cards.put(id, under(id, version, into.orElse(record)));
        Handled handled = bean(MergeEvents.class).handle(event("patient.merged.v1", id, version, into.map(standing -> ", \"mergedInto\": \"" + standing.patientId() + "\"").orElse("")));
        assertThat(bean(PatientEvents.class).handle(event("patient.changed.v1", id, version, ""))).isEqualTo(Handled.APPLIED);
        soon().until(() -> bean(Cards.class).versions(List.of(id)).get(id) == version);
        return handled;
    }

    private static IncomingEvent event(String type, String id, long version, String more) {
        return new IncomingEvent(UUID.randomUUID().toString(), type, id, version, MORNING, "{\"patientId\": \"" + id + "\", \"version\": " + version + more + "}");
    }

    private static PatientCard under(String id, long version, PatientCard card) {
        return new PatientCard(id, version, card.givenName(), card.familyName(), card.initials(), card.birthDate(), card.language(), card.zone(), card.phone(), card.email(),
                card.textConsent(), card.emailConsent(), card.prefers(), card.asOf());
    }

    /** Changed often at its owner, as a record that stands is. */
    private static PatientCard theOneThatStands() {
        PatientCard card = aPatient(Language.ENGLISH);
        PatientCard later = under(card.patientId(), 7, card);
        bean(Cards.class).keep(later);
        NEIGHBOURS.cards.put(later.patientId(), later);
        return later;
    }

    private static Appointment toldVisit(PatientCard patient, int hour) {
        Appointment visit = told(visitOf(patient, LocalDateTime.of(2026, 12, 3, hour, 15)));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        return visit;
    }

    private static Stream<Step> planned(Appointment visit, Channel channel) {
        return journey(visit.appointmentId()).steps().stream().filter(step -> step.isPlanned() && step.channel() == channel);
    }

    private static String page(PatientCard patient) {
        return getAs(Role.FRONT_DESK, "/conversations/" + patient.patientId(), "text/html").body();
    }

    @Test
    void bothVisitsGoOnInOneThreadWithOneNumberAndOneAllowance() {
        PatientCard old = aPatient(Language.ENGLISH);
        PatientCard stands = theOneThatStands();
        Appointment first = toldVisit(old, 10);
        Appointment second = toldVisit(stands, 15);
        patientWrites(old, "My sister asks about the parking");
        soon().until(() -> page(old).contains("My sister asks about the parking"));

        assertThat(merged(old, 2, Optional.of(stands))).isEqualTo(Handled.APPLIED);
        assertThat(bean(MergeEvents.class).handle(event("patient.merged.v1", old.patientId(), 2, ", \"mergedInto\": \"" + stands.patientId() + "\""))).isEqualTo(Handled.SUPERSEDED);
        assertThat(getAs(Role.FRONT_DESK, "/conversations/" + old.patientId(), "text/html").header("Location").orElseThrow()).endsWith("/conversations/" + stands.patientId());
        assertThat(page(stands)).contains("My sister asks about the parking", "/appointments/" + first.appointmentId(), "/appointments/" + second.appointmentId());
        assertThat(getAs(Role.FRONT_DESK, "/conversations?q=delgado", "text/html").body()).contains(stands.patientId()).doesNotContain(old.patientId());
        assertThat(postAs(Role.FRONT_DESK, "/conversations/" + stands.patientId() + "/visits/" + first.appointmentId() + "/ride", Map.of("driver", "Luis")).status()).isIn(302, 303);
        assertThat(journey(first.appointmentId()).ride().driver()).contains("Luis");

        int before = NEIGHBOURS.textsTo(old.phone().orElseThrow()).size();
        patientWrites(stands, "1");
        soon().untilAsserted(() -> assertThat(NEIGHBOURS.textsTo(stands.phone().orElseThrow())).extracting(Text::body)
                .as("one person's two visits: no letter of a name").anyMatch(body -> body.contains("which visit do you mean? A: Thu Dec 3 9:30 AM; B: Thu Dec 3 2:30 PM")));
        patientWrites(stands, "a");
        soon().untilAsserted(() -> assertThat(journey(first.appointmentId()).confirmedAt()).isPresent());

        CLOCK.moveTo(LocalDateTime.of(2026, 11, 26, 10, 1).atZone(Cast.CHICAGO).toInstant());
        soon().untilAsserted(() -> assertThat(List.of(first, second)).allSatisfy(visit -> assertThat(journey(visit.appointmentId()).steps())
                .anyMatch(step -> step.name().equals("preparation") && step.state() instanceof Sent)));
        assertThat(Stream.of(first, second).flatMap(visit -> NEIGHBOURS.textsAbout(visit.appointmentId()).stream()).filter(text -> text.reference().contains("preparation")))
                .as("one text a day for one person, to the number that stands").singleElement().extracting(Text::to).isEqualTo(stands.phone().orElseThrow());
        assertThat(NEIGHBOURS.textsTo(old.phone().orElseThrow())).hasSize(before);
    }

    @Test
    void whoWantedNoTextsUnderOneRecordWantsNoneUnderTheOtherUntilTheyAreSeparated() {
        PatientCard old = aPatient(Language.ENGLISH);
        PatientCard stands = theOneThatStands();
        Appointment visit = toldVisit(stands, 10);
        patientWrites(old, "STOP");
        soon().until(() -> page(old).contains("wants no texts"));
        assertThat(planned(visit, Channel.TEXT)).isNotEmpty();

        merged(old, 2, Optional.of(stands));
        assertThat(planned(visit, Channel.TEXT)).isEmpty();
        assertThat(planned(visit, Channel.EMAIL)).isNotEmpty();
        assertThat(page(stands)).contains("wants no texts", "STOP");

        merged(old, 3, Optional.empty());
        assertThat(planned(visit, Channel.TEXT)).as("each has its own wishes again").isNotEmpty();
        assertThat(page(stands)).doesNotContain("wants no texts", "STOP");
        assertThat(page(old)).contains("wants no texts", "STOP");
        assertThat(bean(MergeEvents.class).handle(event("patient.merged.v1", old.patientId(), 2, ", \"mergedInto\": \"" + stands.patientId() + "\""))).as("an older word").isEqualTo(Handled.SUPERSEDED);
        assertThat(page(stands)).doesNotContain("wants no texts");

        merged(old, 4, Optional.of(stands));
        assertThat(planned(visit, Channel.TEXT)).isEmpty();
        patientWrites(stands, "START");
        soon().untilAsserted(() -> assertThat(planned(visit, Channel.TEXT)).as("asked for since").isNotEmpty());
    }

    @Test
    void aTextFromTheOldPhoneIsThePersonsAndAnEmergencyIsAnsweredThere() {
        PatientCard old = aPatient(Language.ENGLISH);
        PatientCard stands = theOneThatStands();
        Appointment visit = toldVisit(stands, 10);
        merged(old, 2, Optional.of(stands));
        patientWrites(old, "1");
        soon().untilAsserted(() -> assertThat(journey(visit.appointmentId()).confirmedAt()).isPresent());
        patientWrites(old, "I can not feel my legs, both legs are weak");
        for (PatientCard phone : List.of(old, stands)) {
            soon().untilAsserted(() -> assertThat(NEIGHBOURS.textsTo(phone.phone().orElseThrow())).extracting(Text::body).anyMatch(body -> body.contains("emergency")));
        }
        assertThat(page(stands)).contains("both legs are weak");

        merged(old, 3, Optional.empty());
        patientWrites(old, "Which doctor will I see?");
        soon().until(() -> page(old).contains("Which doctor will I see?"));
        assertThat(page(stands)).doesNotContain("Which doctor will I see?");
    }

    @Test
    void anErasedRecordTakesNothingOfTheOtherWithIt() {
        PatientCard old = aPatient(Language.ENGLISH);
        PatientCard stands = theOneThatStands();
        Appointment first = toldVisit(old, 10);
        Appointment second = toldVisit(stands, 15);
        merged(old, 2, Optional.of(stands));
        assertThat(bean(PatientEvents.class).handle(event("patient.erased.v1", old.patientId(), 3, ""))).isEqualTo(Handled.APPLIED);
        assertThat(planned(first, Channel.TEXT)).isEmpty();
        assertThat(planned(second, Channel.TEXT)).isNotEmpty();
        assertThat(page(stands)).contains("/appointments/" + second.appointmentId());
    }
}
