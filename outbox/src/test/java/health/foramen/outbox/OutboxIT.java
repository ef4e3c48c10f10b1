package health.foramen.outbox;

import static com.mongodb.client.model.Filters.eq;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.local.testing.RealParts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

class OutboxIT {

    private static final Instant MONDAY = Instant.parse("2026-11-30T15:00:00Z");

    private final HandBroker broker = new HandBroker();
    private final AtomicReference<Instant> realNow = new AtomicReference<>(Instant.now());
    private final List<Outbox> started = new ArrayList<>();
    private MongoTemplate mongo;

    record Knee(String word, int bends) {
    }

    @BeforeEach
    void aFreshStore() {
        mongo = new MongoTemplate(new SimpleMongoClientDatabaseFactory(RealParts.freshMongoUri()));
    }

    @AfterEach
    void stop() {
        started.forEach(Outbox::stop);
    }

    @Test
    void anEventLeavesOnceItsStateIsStored() {
        StateDocuments<Knee> knees = knees(running(InstantSource.system()));

        assertThat(knees.insert("left", new Knee("stiff", 1), List.of(event("left", 1)))).isTrue();

        await().untilAsserted(() -> assertThat(broker.sequencesOf("left")).containsExactly(1L));
        await().untilAsserted(() -> assertThat(unsent("left")).isEmpty());
        assertThat(knees.find("left")).contains(new Stored<>(new Knee("stiff", 1), 1));
    }

    @Test
    void aRefusedWriteTellsNothing() {
        Outbox outbox = running(InstantSource.system());
        StateDocuments<Knee> knees = knees(outbox);
        knees.insert("left", new Knee("stiff", 1), List.of());

        assertThat(knees.insert("left", new Knee("other", 2), List.of(event("left", 7)))).isFalse();
        assertThat(knees.replace("left", 5, new Knee("other", 2), List.of(event("left", 8)))).isFalse();
        assertThat(knees.replace("left", 1, new Knee("supple", 2), List.of(event("left", 9)))).isTrue();

        await().untilAsserted(() -> assertThat(broker.sequencesOf("left")).containsExactly(9L));
        assertThat(knees.find("left")).contains(new Stored<>(new Knee("supple", 2), 2));
    }

    @Test
    void whatIsToldByManyAtOnceIsToldOnceAndCleared() {
        StateDocuments<Knee> knees = knees(running(InstantSource.system()));
        List<String> ids = IntStream.range(0, 200).mapToObj(number -> "knee-" + number).toList();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            ids.forEach(id -> writers.execute(() -> knees.insert(id, new Knee("stiff", 1), List.of(event(id, 1)))));
        }

        await().untilAsserted(() -> assertThat(ids).allSatisfy(id -> assertThat(unsent(id)).isEmpty()));
        assertThat(broker.taken).extracting(OutboxEvent::key).containsExactlyInAnyOrderElementsOf(ids);
    }

    /** The process that stored the state died before it could publish: its outbox was never started. */
    @Test
    void whatADeadProcessLeftBehindIsSentByTheNext() {
        StateDocuments<Knee> ofTheDead = knees(stopped(InstantSource.system()));
        ofTheDead.insert("left", new Knee("stiff", 1), List.of(event("left", 1)));
        ofTheDead.replace("left", 1, new Knee("stiff", 2), List.of(event("left", 2)));
        assertThat(broker.taken).isEmpty();

        Outbox next = stopped(InstantSource.system());
        next.watch("knees");
        next.start();

        await().untilAsserted(() -> assertThat(broker.sequencesOf("left")).containsExactly(1L, 2L));
        await().untilAsserted(() -> assertThat(unsent("left")).isEmpty());
    }

    /** The process died between the acknowledgement and the removal: the event is sent again, with the same id. */
    @Test
    void anEventWhoseAnswerWasLostIsSentAgainUnderTheSameId() {
        broker.losesAnswers = true;
        StateDocuments<Knee> knees = knees(running(InstantSource.system()));
        knees.insert("left", new Knee("stiff", 1), List.of(event("left", 1)));
        await().until(() -> !broker.taken.isEmpty());

        broker.losesAnswers = false;

        await().untilAsserted(() -> assertThat(unsent("left")).isEmpty());
        assertThat(broker.taken).hasSizeGreaterThan(1).extracting(OutboxEvent::id).containsOnly(event("left", 1).id());
    }

    @Test
    void whileTheBrokerIsAwayOnlyTheSweeperKnocks() {
        broker.away = true;
        Outbox outbox = running(realNow::get);
        StateDocuments<Knee> knees = knees(outbox);
        knees.insert("first", new Knee("stiff", 1), List.of(event("first", 1)));
        await().until(outbox::isBrokerAway);

        for (int each = 0; each < 200; each++) {
            knees.insert("knee-" + each, new Knee("stiff", each), List.of(event("knee-" + each, 1)));
        }
        realNow.updateAndGet(now -> now.plus(ofSeconds(90)));

        assertThat(outbox.waitingDocuments()).isEqualTo(201);
        assertThat(outbox.oldestUnsent()).isGreaterThanOrEqualTo(ofSeconds(90));
        assertThat(broker.knocks.get()).as("not one knock a request").isLessThan(100);

        broker.away = false;

        await().untilAsserted(() -> assertThat(broker.taken).hasSize(201));
        await().untilAsserted(() -> assertThat(outbox.oldestUnsent()).isZero());
    }

    @Test
    void manyWritersOfOneDocumentAreToldInTheirOrder() throws Exception {
        StateDocuments<Knee> knees = knees(running(InstantSource.system()));
        knees.insert("left", new Knee("stiff", 0), List.of());

        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                writers.submit(() -> {
                    for (int bend = 0; bend < 25; bend++) {
                        bendOnce(knees);
                    }
                });
            }
        }

        await().untilAsserted(() -> assertThat(broker.sequencesOf("left")).containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList()));
        await().untilAsserted(() -> assertThat(unsent("left")).isEmpty());
    }

    private void bendOnce(StateDocuments<Knee> knees) {
        boolean bent = false;
        while (!bent) {
            Stored<Knee> seen = knees.find("left").orElseThrow();
            Knee next = new Knee(seen.state().word(), seen.state().bends() + 1);
            bent = knees.replace("left", seen.version(), next, List.of(event("left", next.bends())));
        }
    }

    @Test
    void aStoreThatFailsOnceDoesNotStopTheSweeper() {
        Outbox outbox = running(InstantSource.system());
        outbox.watch("knees");
        StateDocuments<Knee> knees = knees(outbox);
        mongo.execute("knees", documents -> documents.insertOne(new Document("_id", "broken").append("outbox", List.of(new Document("id", "half")))));
        outbox.changed("knees", "broken");

        knees.insert("left", new Knee("stiff", 1), List.of(event("left", 1)));

        await().untilAsserted(() -> assertThat(broker.sequencesOf("left")).containsExactly(1L));
        assertThat(outbox.waitingDocuments()).as("the broken one is still counted").isPositive();
    }

    private StateDocuments<Knee> knees(Outbox outbox) {
        return new StateDocuments<>(mongo, outbox, "knees", Knee.class, Json.mapper());
    }

    private Outbox running(InstantSource realTime) {
        Outbox outbox = stopped(realTime);
        outbox.start();
        return outbox;
    }

    private Outbox stopped(InstantSource realTime) {
        Outbox outbox = new Outbox(mongo, broker, realTime, ofMillis(50), Duration.ofMinutes(1));
        started.add(outbox);
        return outbox;
    }

    private List<Document> unsent(String id) {
        return mongo.execute("knees", documents -> documents.find(eq("_id", id)).first()).getList("outbox", Document.class);
    }

    private static OutboxEvent event(String key, long sequence) {
        return OutboxEvent.of("knee.bent.v1", key, sequence, MONDAY, new Knee("stiff", (int) sequence));
    }
}
