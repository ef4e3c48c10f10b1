package health.foramen.outbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;

/** Publishes as CloudEvents 1.0 in binary mode: attributes as {@code ce_} headers, the payload as the bare value. */
final class KafkaBroker implements EventBroker, DisposableBean {

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final String source;
    /** Sending may wait up to {@code max.block.ms} for metadata; that wait is no business of the one who flushes another key. */
    private final Executor senders = Executors.newVirtualThreadPerTaskExecutor();

    KafkaBroker(Map<String, Object> clientProperties, String topic, String source) {
        this.producer = new KafkaProducer<>(safeAndPrompt(clientProperties), new StringSerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.source = source;
    }

    private static Map<String, Object> safeAndPrompt(Map<String, Object> clientProperties) {
        Map<String, Object> properties = new java.util.HashMap<>(clientProperties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Those that follow within it ride in the same request: under load that halves what an event costs the broker and each of its readers.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 25);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        return properties;
    }

    @Override
    public CompletableFuture<Void> send(OutboxEvent event) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        senders.execute(() -> {
            try {
                producer.send(record(event), (_, failure) -> settle(done, event, failure));
            } catch (RuntimeException e) {
                settle(done, event, e);
            }
        });
        return done;
    }

    private static void settle(CompletableFuture<Void> done, OutboxEvent event, Exception failure) {
        switch (failure) {
            case null -> done.complete(null);
            case RecordTooLargeException e -> done.completeExceptionally(new Unsendable(event.type() + " " + event.id() + " is too large", e));
            case SerializationException e -> done.completeExceptionally(new Unsendable(event.type() + " " + event.id() + " cannot be written", e));
            default -> done.completeExceptionally(failure);
        }
    }

    private ProducerRecord<String, byte[]> record(OutboxEvent event) {
        List<Header> headers = new ArrayList<>(List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", event.id()),
                header("ce_type", event.type()),
                header("ce_source", source),
                header("ce_subject", event.key()),
                header("ce_time", event.occurredAt().toString()),
                header("ce_sequence", Long.toString(event.sequence())),
                header("content-type", "application/json")));
        event.trace().ifPresent(parent -> headers.add(header(Trace.HEADER, parent)));
        return new ProducerRecord<>(topic, null, event.key(), event.payload().getBytes(StandardCharsets.UTF_8), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void destroy() {
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
