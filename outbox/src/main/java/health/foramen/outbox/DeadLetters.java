package health.foramen.outbox;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Events that could not be applied. Each lies in the topic {@code <topic>.dlt} for whoever watches the broker, and in the
 * collection {@code deadLetters} of the service that refused it, for the administrator who reads why and may replay it.
 */
public final class DeadLetters {

    static final String COLLECTION = "deadLetters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final MongoOperations mongo;
    private final KafkaOperations<String, byte[]> kafka;
    private final InstantSource realTime;
    private final MeterRegistry meters;
    private final String service;

    /**
     * @param id     topic, partition and offset: where it still lies
     * @param type   null where the record does not say
     * @param state  buried, applied, superseded
     */
    public record DeadLetter(String id, String topic, String key, String type, String reason, Instant at, String state) {
    }

    DeadLetters(MongoOperations mongo, KafkaOperations<String, byte[]> kafka, InstantSource realTime, MeterRegistry meters, String service) {
        this.mongo = mongo;
        this.kafka = kafka;
        this.realTime = realTime;
        this.meters = meters;
        this.service = service;
    }

    /** Buries a record. Doing it again changes nothing. A store or broker that is away flies by: the record is then offered again. */
    void bury(ConsumerRecord<String, byte[]> record, String reason) {
        String id = record.topic() + "-" + record.partition() + "-" + record.offset();
        List<Document> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Document("name", header.key()).append("value", new Binary(header.value()))));
        Document letter = new Document("_id", id)
                .append("topic", record.topic())
                .append("partition", record.partition())
                .append("offset", record.offset())
                .append("key", record.key())
                .append("type", IncomingEvent.typeOf(record))
                .append("headers", headers)
                .append("data", record.value() == null ? null : new Binary(record.value()))
                .append("reason", reason)
                .append("at", Date.from(realTime.instant()))
                .append("state", "buried");
        mongo.execute(COLLECTION, letters -> letters.replaceOne(eq("_id", id), letter, new ReplaceOptions().upsert(true)));
        publish(record, reason);
        meters.counter("foramen.dead.letters", "topic", record.topic()).increment();
        LOG.error("dead letter {} {}: {}", id, IncomingEvent.typeOf(record), reason);
    }

    private void publish(ConsumerRecord<String, byte[]> record, String reason) {
        RecordHeaders headers = new RecordHeaders(record.headers().toArray());
        headers.add("dlt-service", service.getBytes(StandardCharsets.UTF_8));
        headers.add("dlt-reason", reason.getBytes(StandardCharsets.UTF_8));
        try {
            kafka.send(new ProducerRecord<>(record.topic() + ".dlt", null, record.key(), record.value(), headers)).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the dead-letter topic does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while burying a dead letter", e);
        }
    }

    /** The newest first, at most 200: more would be an outage, not a list. */
    public List<DeadLetter> newest() {
        return mongo.execute(COLLECTION, letters -> letters.find().sort(Sorts.descending("at")).limit(200)
                .map(DeadLetters::letter).into(new ArrayList<>()));
    }

    public long buried() {
        return mongo.execute(COLLECTION, letters -> letters.countDocuments(eq("state", "buried")));
    }

    Optional<ConsumerRecord<String, byte[]>> record(String id) {
        return Optional.ofNullable(mongo.execute(COLLECTION, letters -> letters.find(eq("_id", id)).first())).map(letter -> {
            Binary data = letter.get("data", Binary.class);
            ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(letter.getString("topic"), letter.getInteger("partition"),
                    letter.getLong("offset"), letter.getString("key"), data == null ? null : data.getData());
            letter.getList("headers", Document.class).forEach(header ->
                    record.headers().add(header.getString("name"), header.get("value", Binary.class).getData()));
            return record;
        });
    }

    void replayed(String id, Handled handled) {
        mongo.execute(COLLECTION, letters -> letters.updateOne(eq("_id", id), Updates.set("state", word(handled))));
    }

    void refusedAgain(String id, String reason) {
        mongo.execute(COLLECTION, letters -> letters.updateOne(eq("_id", id), Updates.set("reason", reason)));
    }

    static String word(Handled handled) {
        return switch (handled) {
            case APPLIED -> "applied";
            case SUPERSEDED -> "superseded";
        };
    }

    private static DeadLetter letter(Document letter) {
        return new DeadLetter(letter.getString("_id"), letter.getString("topic"), letter.getString("key"), letter.getString("type"),
                letter.getString("reason"), letter.getDate("at").toInstant(), letter.getString("state"));
    }
}
