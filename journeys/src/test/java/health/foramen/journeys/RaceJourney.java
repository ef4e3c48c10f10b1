package health.foramen.journeys;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.journeys.suite.Answer;
import health.foramen.journeys.suite.Caller;
import health.foramen.journeys.suite.Person;
import health.foramen.journeys.suite.Suite;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RaceJourney {

    private static final Suite SUITE = Suite.running();

    /** As many desks as the busiest clinic has on the morning when a new month opens. */
    private static final int DESKS = 50;

    @AfterAll
    static void everythingAgrees() {
        SUITE.check().expectingSuccess();
    }

    @Test
    void ofFiftyDesksThatWantOneOpeningExactlyOneGetsIt() throws Exception {
        List<Passage> patients;
        try (var threads = Executors.newFixedThreadPool(4)) {
            patients = threads.invokeAll(IntStream.range(0, DESKS).mapToObj(_ -> (Callable<Passage>) () ->
                    new Passage(SUITE, Patient.miriamStone()).refer().triage().reachTheWorklist()).toList())
                    .stream().map(RaceJourney::result).toList();
        }
        String openingId = patients.getFirst().openings().getFirst().required("openingId").asString();
        Caller desk = SUITE.as(Person.FELIX);
        CountDownLatch ready = new CountDownLatch(DESKS);

        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var races = patients.stream().map(patient -> threads.submit(() -> {
                ready.countDown();
                ready.await();
                return desk.post("/api/appointments", Map.of("permitId", patient.permitId(), "openingId", openingId), UUID.randomUUID());
            })).toList();
            threads.shutdown();
            answers = races.stream().map(RaceJourney::result).toList();
        }

        assertThat(answers.stream().collect(groupingBy(Answer::status, counting()))).isEqualTo(Map.of(201, 1L, 409, DESKS - 1L));
        assertThat(answers).filteredOn(answer -> answer.status() == 409).allSatisfy(answer -> {
            answer.refusing(409, "slot-no-longer-available");
            assertThat(answer.body().required("openings").isEmpty()).as("no other opening offered: " + answer.text()).isFalse();
        });
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError("A desk got no answer", e.getCause());
        }
    }
}
