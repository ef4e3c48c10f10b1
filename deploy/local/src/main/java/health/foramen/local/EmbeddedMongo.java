package health.foramen.local;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/// A server that speaks MongoDB's wire protocol and keeps what it acknowledged, also through `kill -9`.
///
/// It is mongo-java-server on an H2 store. It has no transactions, and of indexes only unique ones and which documents
/// have a field: that is why the suite keeps state and outbox in one document and addresses documents by id. A real MongoDB takes its place by configuration alone.
public final class EmbeddedMongo implements AutoCloseable {

    /// Grows when the stored format changes in a way that an older or newer version cannot read.
    private static final int FORMAT = 2;

    /// Every worker waits for the disk while its connection's write is made durable, so a few more than the cores share one wait.
    private static final int WORKERS = 16;

    /// In bytes: a write stores the whole page anew on which its document lies.
    private static final int PAGE = 4_096;
    /// In megabytes: pages that are read again need not be decoded again.
    private static final int CACHE = 48;

    private final WireServer server;

    private EmbeddedMongo(MongoBackend backend, int port) {
        server = new WireServer(backend, port, WORKERS);
    }

    /// Keeps its data in the folder. Port 0 takes any free one.
    public static EmbeddedMongo at(Path folder, int port) {
        return new EmbeddedMongo(new DurableBackend(open(folder)), port);
    }

    /// Forgets everything when closed: for tests. Port 0 takes any free one.
    public static EmbeddedMongo inMemory(int port) {
        return new EmbeddedMongo(new DurableBackend(new MVStore.Builder().open()), port);
    }

    public int port() {
        return server.port();
    }

    public String uri(String database) {
        return "mongodb://127.0.0.1:%d/%s".formatted(port(), database);
    }

    @Override
    public void close() {
        server.close();
    }

    /// The store must never keep an old version of a page: without these two settings its file grows with every write.
    private static MVStore open(Path folder) {
        var file = DataFolder.claim(folder, "mongo", FORMAT).path().resolve("store.mv");
        var store = new MVStore.Builder().fileName(file.toString()).pageSplitSize(PAGE).cacheSize(CACHE).open();
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        return store;
    }

    /// `EmbeddedMongo FOLDER PORT`: a process of its own, until it is told to stop.
    public static void main(String[] args) throws InterruptedException {
        try {
            var mongo = at(Path.of(args[0]), Integer.parseInt(args[1]));
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                mongo.close();
                stopped.countDown();
            }, "stop"));
            System.out.println("Listening on 127.0.0.1:" + mongo.port());
            stopped.await();
        } catch (DataFolder.ForeignFolder e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (MVStoreException e) {
            System.err.println("Cannot open the store in %s: %s".formatted(args[0], e.getMessage()));
            System.exit(1);
        }
    }

    /// Answers a write only when it is on the disk. Writes that arrive while the disk is busy share the next wait.
    private static final class DurableBackend extends H2Backend {

        private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify", "findandmodify", "create",
                "createIndexes", "drop", "dropIndexes", "dropDatabase", "renameCollection");

        private final AtomicLong applied = new AtomicLong();
        /// Not a monitor: threads that wait for a disk must not spin.
        private final ReentrantLock disk = new ReentrantLock();
        private long durable;

        DurableBackend(MVStore store) {
            super(store);
        }

        @Override
        protected MongoDatabase openOrCreateDatabase(String name) {
            return new Database(name, getMvStore(), getCursorRegistry());
        }

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            // Or the store's housekeeping takes away the pages that a command is reading.
            var version = getMvStore().registerVersionUsage();
            try {
                return handled(channel, database, command, query);
            } finally {
                getMvStore().deregisterVersionUsage(version);
            }
        }

        private Document handled(Channel channel, String database, String command, Document query) {
            return switch (command) {
                case "hello" -> hello(super.handleCommand(channel, database, "isMaster", query));
                case "isMaster", "ismaster" -> super.handleCommand(channel, database, command, query).append("helloOk", true);
                case "getParameter" -> getParameter(query);
                default -> {
                    var answer = super.handleCommand(channel, database, command, query);
                    if (WRITES.contains(command) || endsInWrite(query)) {
                        makeDurable();
                    }
                    yield answer;
                }
            };
        }

        private void makeDurable() {
            if (isInMemory()) {
                return;
            }
            long mine = applied.incrementAndGet();
            disk.lock();
            try {
                if (durable >= mine) {
                    return;
                }
                long upTo = applied.get();
                getMvStore().commit();
                getMvStore().sync();
                durable = upTo;
            } finally {
                disk.unlock();
            }
        }

        /// The server underneath knows only the older greeting.
        private static Document hello(Document greeting) {
            greeting.remove("ismaster");
            return new Document("helloOk", true).append("isWritablePrimary", true).appendAll(greeting);
        }

        /// Clients ask for one thing: which version's features they may use.
        private static Document getParameter(Document query) {
            var answer = new Document();
            if (query.containsKey("featureCompatibilityVersion") || "*".equals(query.get("getParameter"))) {
                answer.append("featureCompatibilityVersion", new Document("version", "5.0"));
            }
            return answer.append("ok", 1.0);
        }

        /// An aggregation writes when its last stage is `$out` or `$merge`.
        private static boolean endsInWrite(Document query) {
            return query.get("pipeline") instanceof List<?> stages && !stages.isEmpty()
                    && stages.getLast() instanceof Document last && (last.containsKey("$out") || last.containsKey("$merge"));
        }
    }

    private static final class Database extends H2Database {

        private final MVStore store;

        /// The constructor above already opens the collections that are there.
        Database(String name, MVStore store, CursorRegistry cursors) {
            this.store = store;
            super(name, store, cursors);
        }

        @Override
        public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
            if (command.equals("find") && resolveCollection((String) query.get(command), false) instanceof IdFirstCollection collection) {
                var found = collection.find(query);
                if (found.isPresent()) {
                    return new Document("cursor", new Document("id", 0L).append("ns", collection.getFullName()).append("firstBatch", new AnswerEncoder.Found(found.get())))
                            .append("ok", 1.0);
                }
            }
            return super.handleCommand(channel, command, query, databases, oplog);
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
            return new IdFirstCollection(this, name, options, documents(name), cursorRegistry);
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
            MVMap<KeyValue, Object> positions = store.openMap(getFullCollectionNamespace(collection) + "._index_" + name,
                    new MVMap.Builder<KeyValue, Object>().keyType(new BsonTypes.Keys()));
            boolean byId = keys.size() == 1 && keys.getFirst().getKey().equals("_id");
            return byId ? new IdIndex(name, keys, sparse, documents(collection), positions) : new StoredIndex(name, keys, sparse, positions);
        }

        @Override
        protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
            return sparse && keys.size() == 1
                    ? new PresenceIndex(name, keys.getFirst(), store.openMap(getFullCollectionNamespace(collection) + "._index_" + name))
                    : super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
        }

        private MVMap<Object, RawDocument> documents(String collection) {
            return store.openMap("databases." + getFullCollectionNamespace(collection),
                    new MVMap.Builder<Object, RawDocument>().valueType(new BsonTypes.Documents()));
        }
    }
}
