package health.foramen.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// The real Apache Kafka broker: one node that is its own controller, in this process.
///
/// Topics keep everything, so that a new consumer can start from nothing. Where the suite runs for more than one clinic a cluster
/// takes its place by configuration alone.
public final class EmbeddedKafka implements AutoCloseable {

    /// Grows when the stored format changes in a way that an older or newer version cannot read.
    private static final int FORMAT = 1;

    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts the broker on data in the folder and returns when it takes requests.
    public static EmbeddedKafka at(Path folder, int port, int controllerPort) {
        var log = DataFolder.claim(folder, "kafka", FORMAT).path().resolve("log");
        if (!Files.exists(log.resolve("meta.properties"))) {
            format(log);
        }
        var server = new KafkaRaftServer(new KafkaConfig(settings(log, port, controllerPort)), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, port);
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path log) {
        try {
            Files.createDirectories(log);
            new Formatter()
                    .setNodeId(NODE)
                    .setClusterId(clusterId())
                    .setDirectories(List.of(log.toString()))
                    .setMetadataLogDirectory(log.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format the broker's log in " + log, e);
        }
    }

    private static String clusterId() {
        var id = UUID.randomUUID();
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
    }

    private static Properties settings(Path log, int port, int controllerPort) {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE));
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("log.dirs", log.toString());

        settings.put("auto.create.topics.enable", "true");
        settings.put("num.partitions", "6");
        settings.put("log.retention.ms", "-1");
        settings.put("log.retention.bytes", "-1");

        // One node: it is every replica there can be.
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "6");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "6");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");

        // After kill -9 a broker waits until the controller has forgotten its former self: 3.4 s with these, 11 s with the defaults.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");

        // One clinic's events on a small machine: fewer threads and buffers than a data centre's defaults.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        settings.put("log.segment.bytes", String.valueOf(64 * 1024 * 1024));
        return settings;
    }

    /// `EmbeddedKafka FOLDER PORT CONTROLLER_PORT`: a process of its own, until it is told to stop.
    public static void main(String[] args) throws InterruptedException {
        try {
            var kafka = at(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                kafka.close();
                stopped.countDown();
            }, "stop"));
            System.out.println("Listening on " + kafka.bootstrapServers());
            stopped.await();
        } catch (DataFolder.ForeignFolder e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            System.err.println("The broker did not start: " + e);
            System.exit(1);
        }
    }
}
