package health.foramen.local.testing;

import health.foramen.local.EmbeddedKafka;
import health.foramen.local.EmbeddedMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/// The store and the broker that integration tests run on: the best that this machine can give, chosen by itself.
///
/// A given address wins (`FORAMEN_TEST_MONGODB_URI`, `FORAMEN_TEST_KAFKA`); else containers where Docker answers; else the embedded
/// parts in this process. Each is started once per JVM, on first use, and ends with it. None is ever a stand-in: all of them store,
/// refuse and deliver.
public final class RealParts {

    private static final String MONGODB_IMAGE = "mongo:8.0";
    private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";

    private RealParts() {
    }

    /// A connection string that ends in the database's name.
    public static String mongoUri(String database) {
        return Mongo.withDatabase(database);
    }

    /// The same with a database that nobody has used before.
    public static String freshMongoUri() {
        return mongoUri("test-" + UUID.randomUUID());
    }

    public static String kafkaBootstrapServers() {
        return Kafka.BOOTSTRAP_SERVERS;
    }

    /// A loopback port that was free a moment ago.
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGiven(String variable) {
        return System.getenv(variable) instanceof String value && !value.isBlank();
    }

    private static final class Docker {
        static final boolean ANSWERS = DockerClientFactory.instance().isDockerAvailable();
    }

    private static final class Mongo {

        private static final String ADDRESS = start();

        private static String start() {
            if (isGiven("FORAMEN_TEST_MONGODB_URI")) {
                return System.getenv("FORAMEN_TEST_MONGODB_URI");
            }
            if (Docker.ANSWERS) {
                var container = new MongoDBContainer(MONGODB_IMAGE).withReplicaSet();
                container.start();
                return container.getReplicaSetUrl();
            }
            var mongo = EmbeddedMongo.inMemory(0);
            atExit(mongo::close);
            return mongo.uri("test");
        }

        /// Puts the name in place of the address's own database and keeps its options.
        static String withDatabase(String database) {
            var options = ADDRESS.indexOf('?');
            var hosts = options < 0 ? ADDRESS : ADDRESS.substring(0, options);
            var slash = hosts.indexOf('/', hosts.indexOf("://") + 3);
            return (slash < 0 ? hosts : hosts.substring(0, slash)) + "/" + database + (options < 0 ? "" : ADDRESS.substring(options));
        }
    }

    private static final class Kafka {

        private static final String BOOTSTRAP_SERVERS = start();

        private static String start() {
            if (isGiven("FORAMEN_TEST_KAFKA")) {
                return System.getenv("FORAMEN_TEST_KAFKA");
            }
            if (Docker.ANSWERS) {
                var container = new KafkaContainer(KAFKA_IMAGE);
                container.start();
                return container.getBootstrapServers();
            }
            var folder = temporaryFolder();
            var kafka = EmbeddedKafka.at(folder, freePort(), freePort());
            atExit(() -> {
                kafka.close();
                delete(folder);
            });
            return kafka.bootstrapServers();
        }
    }

    private static void atExit(Runnable last) {
        Runtime.getRuntime().addShutdownHook(new Thread(last, "real-parts-stop"));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("foramen-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
