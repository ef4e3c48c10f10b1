package health.foramen.outbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import health.foramen.local.testing.RealParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** From one outbox through a real broker into the guard of a consumer. */
class EventConsumersIT {

    private static final Instant MONDAY = Instant.parse("2026-11-30T15:00:00Z");

    private final String topic = "knee-events-" + UUID.randomUUID();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Long> offered = new CopyOnWriteArrayList<>();
    private final List<Integer> together = new CopyOnWriteArrayList<>();
    private final AtomicInteger stumbles = new AtomicInteger();
    private MongoTemplate mongo;
    private KafkaBroker broker;
    private KafkaTemplate<String, byte[]> kafka;
    private DeadLetters deadLetters;
    private EventConsumers consumers;

    record Bend(int bends) {
    }

    /** Keeps the newest bend of each knee; a bend of 13 stumbles over a bug. */
    private class Bends implements EventHandler {

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public Set<String> types() {
            return Set.of("knee.bent.v1");
        }

        @Override
        public Handled handle(IncomingEvent event) {
            offered.add(event.sequence());
            Bend bend = event.as(Bend.class);
            if (bend.bends() == 13) {
                stumbles.incrementAndGet();
                throw new IllegalStateException("a bug of ours");
            }
            mongo.execute("seen", seen -> {
                if (seen.find(eq("_id", event.key())).first() == null) {
                    seen.insertOne(new Document("_id", event.key()).append("sequence", 0L).append("bends", 0));
                }
                return null;
            });
            UpdateResult result = mongo.execute("seen", seen -> seen.updateOne(and(eq("_id", event.key()), lt("sequence", event.sequence())),
                    Updates.combine(Updates.set("sequence", event.sequence()), Updates.set("bends", bend.bends()))));
            return result.getMatchedCount() == 1 ? Handled.APPLIED : Handled.SUPERSEDED;
        }
    }

    /** As {@link Bends}, of those that arrived together. */
    private final class Twists extends Bends implements BulkEventHandler {

        @Override
        public Set<String> types() {
            return Set.of("knee.twisted.v1");
        }

        @Override
        public List<Handled> handleAll(List<IncomingEvent> events) {
            together.add(events.size());
            return events.stream().map(this::handle).toList();
        }
    }

    @BeforeEach
    void listen() {
        mongo = new MongoTemplate(new SimpleMongoClientDatabaseFactory(RealParts.freshMongoUri()));
        Map<String, Object> client = Map.of("bootstrap.servers", RealParts.kafkaBootstrapServers());
        broker = new KafkaBroker(client, topic, "/knee-service");
        kafka = new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(client, new StringSerializer(), new ByteArraySerializer()));
        deadLetters = new DeadLetters(mongo, kafka, InstantSource.system(), meters, "chair-service");
        consumers = new EventConsumers(List.of(new Bends(), new Twists()), client, "chair-service", 2, deadLetters, meters);
        consumers.start();
    }

    @AfterEach
    void hush() {
        consumers.stop();
        broker.destroy();
        kafka.destroy();
    }

    @Test
    void aFactArrivesWithItsAttributes() {
        broker.send(bend("left", 3)).join();

        await().untilAsserted(() -> assertThat(bends("left")).isEqualTo(3));
    }

    @Test
    void duplicatesAndLatecomersChangeNothing() {
        for (long sequence : new long[] {1, 2, 2, 5, 3, 4, 5, 1}) {
            broker.send(bend("left", sequence)).join();
        }

        await().untilAsserted(() -> assertThat(offered).hasSize(8));
        await().untilAsserted(() -> assertThat(counted("superseded")).isEqualTo(5));
        assertThat(bends("left")).isEqualTo(5);
        assertThat(counted("applied")).isEqualTo(3);
    }

    @Test
    void poisonIsBuriedWithItsReasonAndBlocksNobody() {
        kafka.send(new ProducerRecord<>(topic, "left", new byte[] {(byte) 0xC3, 0x28})).join();
        kafka.send(withHeaders("left", "{\"other\": true}", 1)).join();
        kafka.send(withHeaders("left", "[1, 2", 2)).join();
        broker.send(bend("left", 3)).join();

        await().untilAsserted(() -> assertThat(bends("left")).isEqualTo(3));
        assertThat(deadLetters.newest()).hasSize(3).extracting(DeadLetters.DeadLetter::state).containsOnly("buried");
        assertThat(deadLetters.newest()).extracting(DeadLetters.DeadLetter::reason)
                .anySatisfy(reason -> assertThat(reason).contains("ce_type is missing"))
                .anySatisfy(reason -> assertThat(reason).contains("bends"));
        assertThat(recordsOf(topic + ".dlt", 3)).allSatisfy(record ->
                assertThat(new String(record.headers().lastHeader("dlt-service").value(), StandardCharsets.UTF_8)).isEqualTo("chair-service"));
        assertThat(meters.counter("foramen.dead.letters", "topic", topic).count()).isEqualTo(3);
    }

    @Test
    void aBugIsTriedAFewTimesThenBuried() {
        broker.send(bend("left", 13)).join();
        broker.send(bend("left", 14)).join();

        await().untilAsserted(() -> assertThat(bends("left")).isEqualTo(14));
        assertThat(stumbles).hasValue(5);
        assertThat(deadLetters.newest()).singleElement().satisfies(letter -> assertThat(letter.reason()).contains("failed 5 times", "a bug of ours"));
    }

    @Test
    void neighboursAreHandedOverTogetherAndATroubleIsOnlyThatOfItsOwnEvent() {
        consumers.stop();
        for (int number = 1; number <= 60; number++) {
            broker.send(OutboxEvent.of("knee.twisted.v1", "knee-" + number, 1, MONDAY, number == 40 ? Map.of("other", true) : new Bend(number))).join();
            broker.send(OutboxEvent.of("knee.admired.v1", "knee-" + number, 2, MONDAY, new Bend(number))).join();
        }
        broker.send(OutboxEvent.of("knee.twisted.v1", "knee-1", 2, MONDAY, new Bend(99))).join();
        consumers.start();

        await().untilAsserted(() -> assertThat(deadLetters.newest()).extracting(DeadLetters.DeadLetter::key).containsExactlyInAnyOrder("knee-13", "knee-40"));
        for (int number = 2; number <= 60; number++) {
            String knee = "knee-" + number;
            int expected = number == 13 || number == 40 ? 0 : number;
            await().untilAsserted(() -> assertThat(bends(knee)).isEqualTo(expected));
        }
        await().untilAsserted(() -> assertThat(bends("knee-1")).isEqualTo(99));
        assertThat(together).as("whatever nobody reads stands between them").anySatisfy(size -> assertThat(size).isGreaterThan(1));
        await().untilAsserted(() -> assertThat(counted("ignored")).isGreaterThanOrEqualTo(60));
    }

    @Test
    void aReplayAppliesOrSaysThatItIsSuperseded() {
        kafka.send(withHeaders("left", "{}", 1)).join();
        broker.send(bend("left", 2)).join();
        await().untilAsserted(() -> assertThat(deadLetters.newest()).hasSize(1));
        String id = deadLetters.newest().getFirst().id();

        assertThat(consumers.replay(id)).hasValueSatisfying(outcome -> assertThat(outcome).startsWith("refused: knee.bent.v1 does not fit"));

        mongo.execute(DeadLetters.COLLECTION, letters -> letters.updateOne(eq("_id", id),
                Updates.set("data", new org.bson.types.Binary("{\"bends\": 1}".getBytes(StandardCharsets.UTF_8)))));
        await().untilAsserted(() -> assertThat(bends("left")).isEqualTo(2));
        assertThat(consumers.replay(id)).contains("superseded");
        assertThat(deadLetters.newest().getFirst().state()).isEqualTo("superseded");
        assertThat(consumers.replay("no-such-letter")).isEmpty();
    }

    @Test
    void anUnknownTypeIsIgnoredAndCounted() {
        broker.send(OutboxEvent.of("knee.painted.v1", "left", 1, MONDAY, Map.of("colour", "green"))).join();
        broker.send(bend("left", 2)).join();

        await().untilAsserted(() -> assertThat(bends("left")).isEqualTo(2));
        assertThat(counted("ignored")).isEqualTo(1);
        assertThat(deadLetters.newest()).isEmpty();
    }

    private OutboxEvent bend(String key, long sequence) {
        return OutboxEvent.of("knee.bent.v1", key, sequence, MONDAY, new Bend((int) sequence));
    }

    private ProducerRecord<String, byte[]> withHeaders(String key, String data, long sequence) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, data.getBytes(StandardCharsets.UTF_8));
        Map.of("ce_id", "x" + sequence, "ce_type", "knee.bent.v1", "ce_time", MONDAY.toString(), "ce_sequence", Long.toString(sequence))
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private int bends(String key) {
        Document seen = mongo.execute("seen", collection -> collection.find(eq("_id", key)).first());
        return seen == null ? 0 : seen.getInteger("bends");
    }

    private double counted(String outcome) {
        return meters.find("foramen.events.received").tag("outcome", outcome).counters().stream().mapToDouble(counter -> counter.count()).sum();
    }

    private List<ConsumerRecord<String, byte[]>> recordsOf(String from, int expected) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", RealParts.kafkaBootstrapServers(), "group.id", "reader-" + from,
                "auto.offset.reset", "earliest"), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(from));
            await().until(() -> {
                ConsumerRecords<String, byte[]> polled = consumer.poll(Duration.ofMillis(200));
                polled.forEach(found::add);
                return found.size() >= expected;
            });
        }
        return found;
    }
}
