package health.foramen.benchmarks.running;

import health.foramen.benchmarks.load.Latencies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The floor: the same store and broker, started by the same commands as in the suite, with nothing of ours on top.
public final class BareStores implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// As large as an appointment's event.
    private static final int PAYLOAD_BYTES = 700;
    private static final int WARM_UP = 100;

    private final Path data;
    private final int kafkaPort;
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final Thread lastDown = new Thread(() -> processes.forEach(Process::destroy), "floor-down");

    private BareStores(Path data, int kafkaPort) {
        this.data = data;
        this.kafkaPort = kafkaPort;
    }

    /// How the running suite started a part, word by word.
    public static List<String> command(RunningSuite suite, String part) throws IOException {
        var line = Files.readString(Path.of("/proc", String.valueOf(suite.process(part).pid()), "cmdline"), StandardCharsets.UTF_8);
        return List.of(line.split("\0"));
    }

    /// Returns when both take requests. The commands end in folder and ports; these are replaced.
    public static BareStores start(List<String> mongo, List<String> kafka, int port) throws IOException {
        var stores = new BareStores(Files.createTempDirectory("foramen-floor-"), port + 1);
        Runtime.getRuntime().addShutdownHook(stores.lastDown);
        stores.launch(mongo.subList(0, mongo.size() - 2), stores.data.resolve("mongo").toString(), String.valueOf(port));
        stores.launch(kafka.subList(0, kafka.size() - 3), stores.data.resolve("kafka").toString(), String.valueOf(port + 1), String.valueOf(port + 2));
        stores.awaitPort(port);
        try (var admin = Admin.create(stores.client())) {
            admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return stores;
        } catch (Exception e) {
            stores.close();
            throw new IllegalStateException("The bare broker did not start", e);
        }
    }

    private void launch(List<String> command, String... arguments) throws IOException {
        var words = new ArrayList<>(command);
        words.addAll(Arrays.asList(arguments));
        processes.add(new ProcessBuilder(words).directory(data.toFile()).redirectErrorStream(true)
                .redirectOutput(data.resolve("log-" + processes.size()).toFile()).start());
    }

    private void awaitPort(int port) {
        Patience.await("the bare store", PATIENCE, () -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return Optional.of(socket.isConnected());
            } catch (IOException _) {
                return Optional.empty();
            }
        });
    }

    public List<ProcessHandle> processes() {
        return processes.stream().map(Process::toHandle).toList();
    }

    /// From a producer's `send` to a consumer's `poll`, one event after the other, each acknowledged by all replicas.
    public Latencies roundTrips(int events) throws InterruptedException, ExecutionException {
        var latencies = new Latencies();
        var place = new TopicPartition("floor", 0);
        try (var admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(place.topic(), 1, (short) 1))).all().get();
        }
        var producing = client();
        producing.put("acks", "all");
        producing.put("linger.ms", 0);
        var consuming = client();
        consuming.put("fetch.max.wait.ms", 250);
        try (var producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
                var consumer = new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            consumer.position(place);
            var payload = new byte[PAYLOAD_BYTES];
            // The first few load classes and open connections on both sides.
            for (int event = -WARM_UP; event < events; event++) {
                long sent = System.nanoTime();
                producer.send(new ProducerRecord<>(place.topic(), place.partition(), null, payload));
                while (consumer.poll(PATIENCE).isEmpty()) {
                    if (System.nanoTime() - sent > PATIENCE.toNanos()) {
                        throw new IllegalStateException("The bare broker lost an event");
                    }
                }
                if (event >= 0) {
                    latencies.record(Duration.ofNanos(System.nanoTime() - sent));
                }
            }
        }
        return latencies;
    }

    private Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.forEach(process -> {
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().removeShutdownHook(lastDown);
        Folders.delete(data);
    }
}
