package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.foramen.local.testing.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir
    private Path folder;

    @Test
    void noAcknowledgedEventIsLostWhenTheProcessIsKilled() throws Exception {
        int port = RealParts.freePort();
        int controllerPort = RealParts.freePort();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();

        var first = JavaProcess.start(EmbeddedKafka.class, folder, port, controllerPort);
        first.awaitLine("Listening");
        var enough = new Semaphore(0);
        try (var producer = producer(port)) {
            for (int i = 0; i < 20_000; i++) {
                var value = "event-" + i;
                producer.send(new ProducerRecord<>("referral-events", value, value), (_, failure) -> {
                    if (failure == null) {
                        acknowledged.add(value);
                    }
                    enough.release();
                });
                if (i == 10_000) {
                    assertThat(enough.tryAcquire(5_000, 60, TimeUnit.SECONDS)).as("5,000 records acknowledged within a minute").isTrue();
                    first.kill();
                    break;
                }
            }
            producer.close(Duration.ZERO);
        }

        var second = JavaProcess.start(EmbeddedKafka.class, folder, port, controllerPort);
        second.awaitLine("Listening");
        try {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(4_999);
            assertThat(everythingIn("referral-events", port)).containsAll(acknowledged);
        } finally {
            second.kill();
        }
    }

    @Test
    void aForeignFolderIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve("holiday.txt"), "sun");

        assertThatExceptionOfType(DataFolder.ForeignFolder.class)
                .isThrownBy(() -> EmbeddedKafka.at(folder, 1, 2))
                .withMessageContaining("is not empty and holds no kafka data");
    }

    private static KafkaProducer<String, String> producer(int port) {
        return new KafkaProducer<>(Map.of("bootstrap.servers", "127.0.0.1:" + port, "acks", "all",
                "delivery.timeout.ms", 2_000, "request.timeout.ms", 1_000, "linger.ms", 0), new StringSerializer(), new StringSerializer());
    }

    private static Set<String> everythingIn(String topic, int port) {
        var found = new HashSet<String>();
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + port), new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> found.add(event.value()));
            }
        }
        return found;
    }
}
