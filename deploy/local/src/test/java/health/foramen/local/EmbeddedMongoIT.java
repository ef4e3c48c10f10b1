package health.foramen.local;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import health.foramen.local.testing.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoIT {

    private static final int WRITERS = 8;

    @TempDir
    private Path folder;

    @Test
    void noAcknowledgedWriteIsLostWhenTheProcessIsKilled() throws Exception {
        int port = RealParts.freePort();
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

        for (int round = 1; round <= 2; round++) {
            var names = "round-%d-writer-%%d".formatted(round);
            killAmid(port, 2_000, (enough, writer) -> write(port, names.formatted(writer), acknowledged, enough));
        }

        var process = JavaProcess.start(EmbeddedMongo.class, folder.toString(), port);
        process.awaitLine("Listening");
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
            var counters = client.getDatabase("clinic").getCollection("counters");
            assertThat(acknowledged).hasSize(2 * WRITERS);
            acknowledged.forEach((name, count) -> {
                var stored = counters.find(eq("_id", name)).first();
                assertThat(stored.getInteger("count")).as(name).isGreaterThanOrEqualTo(count);
                assertThat(stored.getList("entries", Integer.class)).hasSize(stored.getInteger("count"));
            });
        } finally {
            process.kill();
        }
    }

    @Test
    void whatCannotReachTheDiskIsNotAcknowledgedAndNeitherIsWhatFollows() throws Exception {
        var journal = new Journal(folder);
        var acknowledged = new AtomicInteger();
        var enough = new Semaphore(0);
        try (var server = new WireServer(new DurableBackend(EmbeddedMongo.open(folder), journal), 0, 2)) {
            var writers = IntStream.range(0, WRITERS).mapToObj(writer -> CompletableFuture.runAsync(() -> {
                try (var client = MongoClients.create("mongodb://127.0.0.1:" + server.port())) {
                    var entries = client.getDatabase("clinic").getCollection("entries");
                    while (true) {
                        entries.insertOne(new Document("writer", writer));
                        acknowledged.incrementAndGet();
                        enough.release();
                    }
                }
            }, Thread::startVirtualThread)).toList();
            assertThat(enough.tryAcquire(200, 60, TimeUnit.SECONDS)).isTrue();
            journal.close(false);
            for (var writer : writers) {
                assertThat(writer).failsWithin(Duration.ofSeconds(60)).withThrowableOfType(ExecutionException.class).withCauseInstanceOf(MongoException.class);
            }
        }
        var store = EmbeddedMongo.open(folder);
        Journal.read(folder, record -> JournaledMap.redo(store, record));
        try (var server = new WireServer(new DurableBackend(store, null), 0, 2); var client = MongoClients.create("mongodb://127.0.0.1:" + server.port())) {
            assertThat(client.getDatabase("clinic").getCollection("entries").countDocuments()).isGreaterThanOrEqualTo(acknowledged.get());
        }
    }

    /// Kills the server once its writers have had so many writes acknowledged, and while they go on.
    private void killAmid(int port, int writes, ObjIntConsumer<Semaphore> writing) throws Exception {
        var process = JavaProcess.start(EmbeddedMongo.class, folder.toString(), port);
        process.awaitLine("Listening");
        var enough = new Semaphore(0);
        var writers = IntStream.range(0, WRITERS).mapToObj(writer -> Thread.ofVirtual().start(() -> writing.accept(enough, writer))).toList();
        assertThat(enough.tryAcquire(writes, 60, TimeUnit.SECONDS)).as("%d writes acknowledged within a minute", writes).isTrue();
        process.kill();
        for (var writer : writers) {
            writer.join();
        }
    }

    /// Counts up until the server dies; what was acknowledged is what the map says.
    private static void write(int port, String name, Map<String, Integer> acknowledged, Semaphore enough) {
        try (var client = MongoClients.create("mongodb://127.0.0.1:%d/?retryWrites=false&serverSelectionTimeoutMS=15000".formatted(port))) {
            var counters = client.getDatabase("clinic").getCollection("counters");
            counters.insertOne(new Document("_id", name).append("count", 0).append("entries", List.of()));
            for (int i = 1; ; i++) {
                counters.updateOne(eq("_id", name), combine(inc("count", 1), push("entries", i)));
                acknowledged.put(name, i);
                enough.release();
            }
        } catch (MongoException killed) {
            // The server is gone: what it acknowledged until then is in the map.
        }
    }

    /// What an index says after a kill is what the documents say, and nothing that was deleted is back.
    @Test
    void indexesSurviveAKillAsTheirDocumentsDo() throws Exception {
        int port = RealParts.freePort();
        var deleted = ConcurrentHashMap.<String>newKeySet();
        for (int round = 1; round <= 3; round++) {
            int first = 1_000_000 * round;
            killAmid(port, 300 * round, (enough, writer) -> comeAndGo(port, first + 10_000 * writer, deleted, enough));
        }

        var process = JavaProcess.start(EmbeddedMongo.class, folder.toString(), port);
        process.awaitLine("Listening");
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
            var visits = client.getDatabase("clinic").getCollection("visits");
            var all = visits.find().into(new ArrayList<>());
            assertThat(all).isNotEmpty().extracting(visit -> visit.getString("_id")).doesNotContainAnyElementsOf(deleted);
            assertThat(visits.find(exists("outbox.id")).map(visit -> visit.getString("_id")).into(new ArrayList<>()))
                    .containsExactlyInAnyOrderElementsOf(all.stream().filter(visit -> visit.containsKey("outbox")).map(visit -> visit.getString("_id")).toList());
            for (var visit : all) {
                assertThatExceptionOfType(MongoWriteException.class).isThrownBy(() -> visits.insertOne(new Document("number", visit.get("number"))));
            }
            for (var number : deleted) {
                visits.insertOne(new Document("_id", number).append("number", Integer.parseInt(number)));
            }
        } finally {
            process.kill();
        }
    }

    /// Each visit is inserted with an event, loses the event, and every other one is deleted, until the server dies.
    private static void comeAndGo(int port, int first, Set<String> deleted, Semaphore enough) {
        try (var client = MongoClients.create("mongodb://127.0.0.1:%d/?retryWrites=false&serverSelectionTimeoutMS=15000".formatted(port))) {
            var visits = client.getDatabase("clinic").getCollection("visits");
            visits.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
            visits.createIndex(Indexes.ascending("outbox.id"), new IndexOptions().sparse(true));
            for (int number = first; ; number++) {
                visits.insertOne(new Document("_id", String.valueOf(number)).append("number", number).append("outbox", List.of(new Document("id", 1))));
                visits.updateOne(eq("_id", String.valueOf(number)), unset("outbox"));
                if (number % 2 == 0) {
                    visits.deleteOne(eq("_id", String.valueOf(number)));
                    deleted.add(String.valueOf(number));
                }
                enough.release();
            }
        } catch (MongoException killed) {
            // As above.
        }
    }

    @Test
    void dataOfTheFormatBeforeIsReadAndMarked() throws IOException {
        try (var mongo = EmbeddedMongo.at(folder, 0); var client = MongoClients.create(mongo.uri("clinic"))) {
            client.getDatabase("clinic").getCollection("counters").insertOne(new Document("_id", "a"));
        }
        assertThat(Files.list(folder).map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(DataFolder.MARK, "store.mv");
        Files.writeString(folder.resolve(DataFolder.MARK), "mongo 2\n");

        try (var mongo = EmbeddedMongo.at(folder, 0); var client = MongoClients.create(mongo.uri("clinic"))) {
            assertThat(client.getDatabase("clinic").getCollection("counters").countDocuments()).isOne();
        }
        assertThat(folder.resolve(DataFolder.MARK)).hasContent("mongo 3");
    }

    @Test
    void everyKindOfValueReadsTheSameAfterARestart() {
        var document = Document.parse("""
                {text: 'šuškání في القاهرة 🙂', empty: '', int: 7, long: {$numberLong: '9007199254740993'}, double: 0.1, decimal: {$numberDecimal: '12.50'},
                 yes: true, none: null, when: {$date: '2026-11-25T09:30:00.123Z'}, id: {$oid: '656565656565656565656565'},
                 bytes: {$binary: {base64: 'AAEC/w==', subType: '00'}}, uuid: {$uuid: '6f1d6a0e-3a3b-4d52-9a0f-0c6f5f1f6f10'},
                 list: [1, 'two', [3], {four: 4}, null], nested: {deep: {deeper: []}}}""");
        var ids = List.of("text", 7, 8L, 0.5, new ObjectId(), new Document("part", 1).append("of", "two"), true);
        try (var mongo = EmbeddedMongo.at(folder, 0); var client = MongoClients.create(mongo.uri("clinic") + "?uuidRepresentation=standard")) {
            var documents = client.getDatabase("clinic").getCollection("documents");
            documents.createIndex(Indexes.ascending("a", "b"), new IndexOptions().unique(true));
            for (int i = 0; i < ids.size(); i++) {
                documents.insertOne(new Document("_id", ids.get(i)).append("a", i % 2 == 0 ? null : i).append("b", "b" + i).append("value", document));
            }
        }

        try (var mongo = EmbeddedMongo.at(folder, 0); var client = MongoClients.create(mongo.uri("clinic") + "?uuidRepresentation=standard")) {
            var documents = client.getDatabase("clinic").getCollection("documents");
            assertThat(documents.countDocuments()).isEqualTo(ids.size());
            for (Object id : ids) {
                assertThat(documents.find(eq("_id", id)).first().get("value")).as("of " + id).isEqualTo(document);
                assertThatExceptionOfType(MongoWriteException.class).isThrownBy(() -> documents.insertOne(new Document("_id", id)))
                        .withMessageContaining("duplicate key");
            }
            assertThatExceptionOfType(MongoWriteException.class).as("a key of two parts")
                    .isThrownBy(() -> documents.insertOne(new Document("a", 1).append("b", "b1")));
            assertThatExceptionOfType(MongoWriteException.class).as("a key of nothing and a part")
                    .isThrownBy(() -> documents.insertOne(new Document("a", null).append("b", "b2")));
        }
    }

    @Test
    void theDriverFindsAWritablePrimary() {
        try (var mongo = EmbeddedMongo.inMemory(0); var client = MongoClients.create(mongo.uri("clinic"))) {
            var admin = client.getDatabase("admin");
            assertThat(admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary")).isTrue();
            assertThat(admin.runCommand(new Document("buildInfo", 1)).getString("version")).startsWith("5.");
            assertThat(admin.runCommand(new Document("getParameter", 1).append("featureCompatibilityVersion", 1)).getDouble("ok")).isEqualTo(1.0);
            assertThat(client.getDatabase("clinic").runCommand(new Document("hello", 1)).getDouble("ok")).isEqualTo(1.0);
        }
    }

    @Test
    void aForeignFolderIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve("holiday.txt"), "sun");

        assertThatExceptionOfType(DataFolder.ForeignFolder.class)
                .isThrownBy(() -> EmbeddedMongo.at(folder, 0))
                .withMessageContaining("is not empty and holds no mongo data");
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("holiday.txt"));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void dataOfAnotherFormatIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve(DataFolder.MARK), "mongo 999\n");

        assertThatExceptionOfType(DataFolder.ForeignFolder.class)
                .isThrownBy(() -> EmbeddedMongo.at(folder, 0))
                .withMessageContaining("format \"mongo 999\"");
        assertThat(folder.resolve(DataFolder.MARK)).hasContent("mongo 999");
    }
}
