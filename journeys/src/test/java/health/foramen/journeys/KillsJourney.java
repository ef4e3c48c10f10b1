package health.foramen.journeys;

import health.foramen.journeys.suite.Suite;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class KillsJourney {

    private static final Suite SUITE = Suite.running();

    @AfterAll
    static void everythingAgrees() {
        SUITE.check().expectingSuccess();
    }

    /** Each process loses its power once, each after another step; after the last one the patient is home and the referral closed. */
    @Test
    void whateverProcessDiesAfterWhateverStepNothingAcknowledgedIsLost() {
        Passage lucia = new Passage(SUITE, Patient.luciaFerrer());
        List<Runnable> story = List.of(
                lucia::refer, lucia::triage, lucia::book, () -> lucia.hearOfTheBooking().answerThatThereIsARide(), lucia::arrive, lucia::start, lucia::recover,
                lucia::discharge, lucia::reportRelief, lucia::seeItClosed);
        Deque<String> victims = new ArrayDeque<>(List.of(
                "mongo", "referral-service", "kafka", "notification-service", "scheduling-service", "gateway", "sandbox"));

        for (Runnable step : story) {
            step.run();
            if (!victims.isEmpty()) {
                SUITE.kill(victims.pop());
                SUITE.up();
                lucia.everythingAcknowledgedStands();
            }
        }
        lucia.everythingAcknowledgedStands();
    }
}
