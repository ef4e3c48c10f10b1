package health.foramen.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;

/**
 * An event as it arrived: CloudEvents attributes and the payload as text.
 *
 * @param sequence grows with each event of the key
 */
public record IncomingEvent(String id, String type, String key, long sequence, Instant occurredAt, String data) {

    /**
     * The payload as a record that declares only what its reader needs.
     *
     * @throws PoisonEvent when something needed is missing or of another shape
     */
    public <T> T as(Class<T> shape) {
        try {
            T read = Json.mapper().readValue(data, shape);
            if (read == null) {
                throw new PoisonEvent(type + " has no payload");
            }
            return read;
        } catch (JacksonException e) {
            throw new PoisonEvent(type + " does not fit at " + where(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The field as a path, {@code plan/levels/0}; an empty path is the payload itself. */
    private static String where(JacksonException e) {
        String path = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("/"));
        return path.isEmpty() ? "its top" : path;
    }

    /** @throws PoisonEvent when it is no CloudEvent of ours */
    static IncomingEvent read(ConsumerRecord<String, byte[]> record) {
        try {
            return new IncomingEvent(
                    attribute(record, "ce_id"),
                    attribute(record, "ce_type"),
                    required(record.key(), "key"),
                    Long.parseLong(attribute(record, "ce_sequence")),
                    Instant.parse(attribute(record, "ce_time")),
                    text(required(record.value(), "payload")));
        } catch (NumberFormatException | DateTimeException e) {
            throw new PoisonEvent("an attribute is malformed: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new PoisonEvent("the payload is not UTF-8 text", e);
        }
    }

    /** @return the type, or null where the record does not say */
    static String typeOf(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type == null ? null : new String(type.value(), StandardCharsets.UTF_8);
    }

    private static String attribute(ConsumerRecord<String, byte[]> record, String name) throws CharacterCodingException {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new PoisonEvent("attribute " + name + " is missing");
        }
        return text(header.value());
    }

    private static <T> T required(T value, String what) {
        if (value == null) {
            throw new PoisonEvent(what + " is missing");
        }
        return value;
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
