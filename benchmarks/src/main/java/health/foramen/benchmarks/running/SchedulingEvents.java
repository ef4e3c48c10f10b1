package health.foramen.benchmarks.running;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/// Speaks as scheduling-service does, of appointments by the hundred thousand: what no desk could book in the time that a benchmark has.
public final class SchedulingEvents implements AutoCloseable {

    private static final String TOPIC = "scheduling-events";
    private static final String TYPE = "appointment.confirmed.v1";
    private static final Duration PATIENCE = Duration.ofMinutes(9);

    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> underway = new ArrayList<>();

    public SchedulingEvents(RunningSuite suite) {
        Map<String, Object> client = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:" + suite.kafkaPort()));
        this.admin = Admin.create(client);
        Map<String, Object> producing = new HashMap<>(client);
        producing.put("acks", "all");
        producing.put("linger.ms", 5);
        this.producer = new KafkaProducer<>(producing, new StringSerializer(), new ByteArraySerializer());
    }

    /// An appointment's whole present, as each event states it, under the one type that referral-service does not read: it would bury what it
    /// knows no referral of.
    ///
    /// @param payload as in scheduling-service's contract
    public void tell(String appointmentId, long revision, Map<String, Object> payload) {
        var headers = List.of(header("ce_specversion", "1.0"), header("ce_id", UUID.randomUUID().toString()), header("ce_type", TYPE),
                header("ce_source", "/scheduling-service"), header("ce_subject", appointmentId), header("ce_time", Instant.now().toString()),
                header("ce_sequence", String.valueOf(revision)), header("content-type", "application/json"));
        underway.add(producer.send(new ProducerRecord<>(TOPIC, null, appointmentId, JsonMapper.shared().writeValueAsBytes(payload), headers)));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Returns when the broker has all that was told.
    public void awaitStored() throws InterruptedException, ExecutionException {
        producer.flush();
        for (var one : underway) {
            one.get();
        }
        underway.clear();
    }

    /// Returns when the service has applied everything that the topic holds.
    public void awaitApplied(String service) {
        Patience.await("what " + service + " has not read yet", PATIENCE, () -> Optional.of(true).filter(_ -> lag(service) == 0));
    }

    private long lag(String service) {
        try {
            var ends = admin.listOffsets(admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC).partitions().stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition())).collect(Collectors.toMap(place -> place, _ -> OffsetSpec.latest()))).all().get();
            var read = admin.listConsumerGroupOffsets(service).partitionsToOffsetAndMetadata().get();
            return ends.entrySet().stream().mapToLong(end -> {
                var mine = read.get(end.getKey());
                return end.getValue().offset() - (mine == null ? 0 : mine.offset());
            }).sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not say what was read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        admin.close(Duration.ofSeconds(2));
    }
}
