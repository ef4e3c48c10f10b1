package health.foramen.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.journeys.suite.Suite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BrokerAwayJourney {

    private static final Suite SUITE = Suite.running();

    @AfterAll
    static void everythingAgrees() {
        SUITE.up();
        SUITE.check().expectingSuccess();
    }

    @Test
    void withoutTheBrokerBookingsGoOnAndTheTextComesOnceItIsBack() {
        Passage miriam = new Passage(SUITE, Patient.miriamStone()).refer().triage().reachTheWorklist();

        SUITE.kill("kafka");
        miriam.book();
        assertThat(SUITE.isRunning("kafka")).isFalse();
        assertThat(SUITE.sandbox().texts(miriam.patient().phone())).isEmpty();

        SUITE.up();
        miriam.hearOfTheBooking();
        miriam.answerThatThereIsARide();
        // The answer went the whole way round on the broker, so whatever else was on its way has arrived as well.
        assertThat(SUITE.sandbox().texts(miriam.patient().phone())).filteredOn(text -> text.body().contains("booked")).hasSize(1);
        assertThat(SUITE.sandbox().mails(miriam.patient().email())).filteredOn(mail -> mail.plain().contains("booked")).hasSize(1);
    }
}
