package health.foramen.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/**
 * An event that waits in the document whose state it tells of.
 *
 * @param id         the same for the same fact, however often it is written or sent
 * @param type       {@code context.fact.version}, as {@code referral.accepted.v1}
 * @param key        what the fact is about; all events of one key keep their order
 * @param sequence   grows with each event of the key
 * @param occurredAt business time
 * @param storedAt   real time, from which the age of what is still unsent is told
 * @param payload    JSON text: the whole present fact of the key
 * @param trace      the W3C {@code traceparent} of the request that made the fact, so that a trace goes on across the broker
 */
public record OutboxEvent(String id, String type, String key, long sequence, Instant occurredAt, Instant storedAt, String payload,
                          Optional<String> trace) {

    public OutboxEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(storedAt, "storedAt");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(trace, "trace");
    }

    /** A fact that replaces the earlier one of its key. */
    public static OutboxEvent of(String type, String key, long sequence, Instant occurredAt, Object payload) {
        return withId(StableIds.of(type, key, Long.toString(sequence)).toString(), type, key, sequence, occurredAt, payload);
    }

    /** A fact that stands beside the earlier ones of its key (a diary entry, a reply) and so has an id of its own. */
    public static OutboxEvent withId(String id, String type, String key, long sequence, Instant occurredAt, Object payload) {
        return new OutboxEvent(id, type, key, sequence, occurredAt, Clock.systemUTC().instant(), Json.mapper().writeValueAsString(payload),
                Trace.current());
    }

    public Document toDocument() {
        Document document = new Document("id", id)
                .append("type", type)
                .append("key", key)
                .append("sequence", sequence)
                .append("occurredAt", Date.from(occurredAt))
                .append("storedAt", Date.from(storedAt))
                .append("payload", payload);
        trace.ifPresent(parent -> document.append("trace", parent));
        return document;
    }

    static OutboxEvent from(Document document) {
        return new OutboxEvent(
                document.getString("id"),
                document.getString("type"),
                document.getString("key"),
                document.getLong("sequence"),
                document.getDate("occurredAt").toInstant(),
                document.getDate("storedAt").toInstant(),
                document.getString("payload"),
                Optional.ofNullable(document.getString("trace")));
    }
}
