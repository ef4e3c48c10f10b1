package health.foramen.notification.journey;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The dispatcher beside neighbours that do not answer. */
class DispatchingTest {

    private static final Instant MORNING = LocalDateTime.of(2026, 11, 12, 11, 0).atZone(Cast.CHICAGO).toInstant();
    private static final int VISITS = 100;

    @Test
    void aMailServerThatHangsKeepsNoTextWaitingAndNoLetterIsLost() {
        InMemory clinic = new InMemory(Cast.theCadence(), MORNING, 8);
        CountDownLatch answers = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        clinic.posting = () -> {
            hanging.incrementAndGet();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        clinic.dispatching.start();
        try {
            for (int i = 0; i < VISITS; i++) {
                String patient = "patient-" + i;
                clinic.keep(Cast.card(patient, "Rosa", "Delgado", Language.SPANISH, "+1312555%04d".formatted(1_000 + i)));
                clinic.tell(Cast.visit("visit-" + i, patient, 1, AppointmentStatus.BOOKED, LocalDateTime.of(2026, 12, 3, 10, 15), Cast.CHICAGO, true, true, false, MORNING));
            }
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> clinic.texts.size() == VISITS);
            assertThat(clinic.letters).as("the server has answered to none").isEmpty();
            assertThat(hanging).as("half of the places at most").hasValueLessThanOrEqualTo(4);
            answers.countDown();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> clinic.letters.size() == VISITS);
        } finally {
            answers.countDown();
            clinic.dispatching.close();
        }
        assertThat(clinic.texts).extracting(handed -> handed.key().journeyId()).doesNotHaveDuplicates();
        assertThat(clinic.letters).extracting(handed -> handed.key().journeyId()).doesNotHaveDuplicates();
    }
}
