package health.foramen.notification.journey;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.alert.Alert;
import health.foramen.notification.contact.Language;
import health.foramen.notification.journey.InMemory.Handed;
import health.foramen.notification.text.Segments;
import health.foramen.notification.text.Texts.Sending;
import health.foramen.notification.text.Texts.Why;
import health.foramen.notification.wording.Message;
import health.foramen.notification.wording.Values;
import health.foramen.notification.wording.store.IcuWording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever is on call hears of an emergency in its rhythm until somebody has acknowledged it, at night too, and no telling twice. */
class AlertingOnCallTest {

    private static final String ID = "0f3c2b1a-2222-5abc-8def-0123456789ab";
    private static final Duration EVERY = Duration.ofMinutes(5);
    /** Three in the night in Chicago. */
    private static final Instant NIGHT = LocalDateTime.of(2026, 11, 13, 3, 0).atZone(Cast.CHICAGO).toInstant();

    private final InMemory clinic = new InMemory(Cast.theCadence(), NIGHT);

    private static Alert waiting(int told) {
        return new Alert(ID, told + 1, told, false);
    }

    private static Instant told(int times) {
        return NIGHT.plus(EVERY.multipliedBy(times));
    }

    private void hear(int times) {
        clinic.passTo(told(times));
        assertThat(clinic.alerting.heard(waiting(times), told(times))).isTrue();
        clinic.passTo(told(times));
    }

    @Test
    void eachTellingIsSentOnceByEachWayUntilItIsAcknowledged() {
        hear(0);
        hear(1);
        assertThat(clinic.alerting.heard(waiting(1), told(1))).as("the same word again").isTrue();
        assertThat(clinic.alerting.heard(waiting(0), told(0))).as("an older one").isFalse();
        hear(2);
        assertThat(clinic.alerting.heard(new Alert(ID, 4, 2, true), told(2).plusSeconds(30))).isTrue();
        clinic.passTo(NIGHT.plus(Duration.ofDays(2)));
        assertThat(clinic.texts).extracting(Handed::at).containsExactly(told(0), told(1), told(2));
        assertThat(clinic.texts).extracting(Handed::words).containsExactly(
                "Foramen: an emergency alert waits. Nobody has acknowledged it. https://visit.foramen.org/emergencies#alert-0f3c2b1a",
                "Foramen: an emergency alert still waits (reminder 1). Nobody has acknowledged it. https://visit.foramen.org/emergencies#alert-0f3c2b1a",
                "Foramen: an emergency alert still waits (reminder 2). Nobody has acknowledged it. https://visit.foramen.org/emergencies#alert-0f3c2b1a");
        assertThat(clinic.letters).hasSize(3).allSatisfy(letter -> assertThat(letter.words())
                .contains("https://visit.foramen.org/emergencies#alert-0f3c2b1a").doesNotContain("visit page", "end these messages"));
        assertThat(clinic.events).isEmpty();
        assertThat(clinic.troubles).isEmpty();
    }

    @Test
    void whatTheProviderDidNotTakeIsOvertakenByTheNextTellingAndGoesNeverAfterTheAcknowledgement() {
        clinic.refusals.add(new Sending.NotNow("busy", Duration.ofMinutes(20)));
        hear(0);
        clinic.refusals.add(new Sending.NotNow("busy", Duration.ofMinutes(15)));
        hear(1);
        clinic.refusals.add(new Sending.NotNow("busy", Duration.ofMinutes(9)));
        hear(2);
        assertThat(clinic.texts).isEmpty();
        clinic.passTo(NIGHT.plus(Duration.ofHours(1)));
        assertThat(clinic.texts).as("the latest alone").singleElement().extracting(text -> text.key().step()).isEqualTo("alert-2");

        clinic.refusals.add(new Sending.NotNow("busy", Duration.ofMinutes(2)));
        clinic.alerting.heard(waiting(3), clinic.clock.instant());
        clinic.passTo(clinic.clock.instant());
        clinic.alerting.heard(new Alert(ID, 5, 3, true), clinic.clock.instant());
        clinic.passTo(NIGHT.plus(Duration.ofDays(2)));
        assertThat(clinic.texts).hasSize(1);
        assertThat(clinic.troubles).as("nothing that anybody must look after").isEmpty();
    }

    @Test
    void whoWasAwayForAnHourTellsTheLatestAloneAndNothingOfLastYear() {
        clinic.passTo(told(12).plusSeconds(90));
        for (int times = 0; times <= 12; times++) {
            clinic.alerting.heard(waiting(times), told(times));
        }
        clinic.passTo(told(13));
        assertThat(clinic.texts).singleElement().extracting(text -> text.key().step()).isEqualTo("alert-12");
        assertThat(clinic.alerting.heard(new Alert("another", 7, 6, false), NIGHT.minus(Duration.ofDays(300)))).isTrue();
        clinic.passTo(told(14));
        assertThat(clinic.texts).hasSize(1);
    }

    @Test
    void aNumberThatTakesNoneIsNoTaskForThePatientsDeskButATroubleInSight() {
        clinic.refusals.add(new Sending.Refused(Why.BAD_NUMBER, "no mobile number"));
        hear(0);
        assertThat(clinic.events).isEmpty();
        assertThat(clinic.troubles).singleElement().extracting(trouble -> trouble.why().sentence()).isEqualTo("no mobile number");
        assertThat(clinic.letters).as("the other way goes all the same").hasSize(1);
    }

    @Test
    void theWordsFitInEveryLanguageWithTheLinkThatTheyReallyHave() {
        IcuWording wording = IcuWording.read("Foramen", "https://visit.foramen.org");
        Values values = Values.of("Foramen", "", "911", LocalDate.of(2026, 11, 13)).linked("https://visit.foramen.org/emergencies#alert-0f3c2b1a");
        for (Language language : Language.values()) {
            for (int told : new int[] {0, 1, 2, 5, 288, 9_999}) {
                assertThat(Segments.of(wording.text(Message.ALERT, language, values.toldBefore(told))).count()).as("%s, %s", language, told)
                        .isLessThanOrEqualTo(wording.mostSegments(language));
            }
        }
        assertThat(clinic.alerting.card("on-call-nobody")).isEqualTo(Optional.empty());
    }
}
