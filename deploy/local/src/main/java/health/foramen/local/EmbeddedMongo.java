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
import health.foramen.local.JournaledMap.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that speaks MongoDB's wire protocol and keeps what it acknowledged, also through `kill -9`.
///
/// It is mongo-java-server on an H2 store. It has no transactions, and of indexes only unique ones and which documents
/// have a field: that is why the suite keeps state and outbox in one document and addresses documents by id. A real MongoDB takes its place by configuration alone.
public final class EmbeddedMongo implements AutoCloseable {

    /// Grows when the stored format changes in a way that an older or newer version cannot read.
    private static final int FORMAT = 3;
    /// The one before had no journal.
    private static final int OLDEST_FORMAT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMongo.class);

    /// Every worker waits for the disk while its connection's write is made durable, so a few more than the cores share one wait.
    private static final int WORKERS = 16;

    /// In bytes: a write stores the whole page anew on which its document lies.
    private static final int PAGE = 4_096;
    /// In megabytes: pages that are read again need not be decoded again.
    private static final int CACHE = 48;
    /// How often it is looked whether pages have to be saved, how much may wait unsaved in bytes, and how long.
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int UNSAVED = 4 << 20;
    private static final Duration SAVE = Duration.ofSeconds(1);

    private final WireServer server;

    private EmbeddedMongo(MongoBackend backend, int port) {
        server = new WireServer(backend, port, WORKERS);
    }

    /// Keeps its data in the folder. Port 0 takes any free one.
    public static EmbeddedMongo at(Path folder, int port) {
        var claimed = DataFolder.claim(folder, "mongo", FORMAT, OLDEST_FORMAT).path();
        if (!Journal.isEmpty(claimed)) {
            // It was killed.
            try (var store = open(claimed)) {
                Journal.read(claimed, record -> JournaledMap.redo(store, record));
                store.commit();
                store.sync();
            }
            Journal.deleteAll(claimed);
        }
        return new EmbeddedMongo(new DurableBackend(open(claimed), new Journal(claimed)), port);
    }

    /// Forgets everything when closed: for tests. Port 0 takes any free one.
    public static EmbeddedMongo inMemory(int port) {
        return new EmbeddedMongo(new DurableBackend(new MVStore.Builder().open(), null), port);
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

    /// The store must never keep an old version of a page: without these two settings its file grows with every write. When its pages are saved
    /// is for the backend to say; left alone, the store would save in the middle of a command.
    private static MVStore open(Path folder) {
        var store = new MVStore.Builder().fileName(folder.resolve("store.mv").toString()).pageSplitSize(PAGE).cacheSize(CACHE)
                .autoCommitBufferSize(2 * UNSAVED / 1_024).open();
        store.setAutoCommitDelay((int) SAVE.multipliedBy(10).toMillis());
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

        private static final Set<String> STRUCTURE = Set.of("create", "createIndexes", "drop", "dropIndexes", "dropDatabase", "renameCollection");
        private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify", "findandmodify");

        /// Null in memory.
        private final Journal journal;
        private final AtomicLong applied = new AtomicLong();
        /// Not a monitor: threads that wait for a disk must not spin.
        private final ReentrantLock disk = new ReentrantLock();
        private long durable;
        private volatile long saved;
        private volatile long savedAt = System.nanoTime();
        private final ScheduledExecutorService saving = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("save").daemon().factory());

        DurableBackend(MVStore store, Journal journal) {
            this.journal = journal;
            super(store);
            if (journal != null) {
                saving.scheduleWithFixedDelay(this::saveIfNeeded, LOOK.toNanos(), LOOK.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        @Override
        protected MongoDatabase openOrCreateDatabase(String name) {
            return new Database(name, getMvStore(), getCursorRegistry(), journal);
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
                    boolean isStructure = STRUCTURE.contains(command) || endsInWrite(query);
                    if (journal == null || !isStructure && !WRITES.contains(command)) {
                        yield super.handleCommand(channel, database, command, query);
                    }
                    var answer = journal.during(() -> super.handleCommand(channel, database, command, query));
                    applied.incrementAndGet();
                    if (isStructure) {
                        save(() -> getMvStore().commit() >= 0 || !getMvStore().hasUnsavedChanges());
                    } else {
                        makeDurable();
                    }
                    yield answer;
                }
            };
        }

        private void makeDurable() {
            long mine = applied.get();
            disk.lock();
            try {
                if (durable < mine) {
                    long upTo = applied.get();
                    journal.force();
                    durable = upTo;
                }
            } catch (IOException e) {
                fail(e);
            } finally {
                disk.unlock();
            }
        }

        private void saveIfNeeded() {
            try {
                if (getMvStore().getUnsavedMemory() > UNSAVED || applied.get() != saved && System.nanoTime() - savedAt > SAVE.toNanos()) {
                    save(() -> getMvStore().tryCommit() >= 0 || !getMvStore().hasUnsavedChanges());
                }
            } catch (MVStoreException e) {
                LOG.error("The pages could not be saved; the journal has what they lack", e);
            }
        }

        /// The pages of everything that was done until now. Once they are on the disk, the journal need not tell of it any more.
        private void save(Journal.Saving begin) {
            var old = List.<Path>of();
            disk.lock();
            try {
                long upTo = applied.get();
                old = journal.saved(begin);
                if (!old.isEmpty()) {
                    durable = upTo;
                    saved = upTo;
                    savedAt = System.nanoTime();
                }
            } catch (IOException e) {
                fail(e);
            } finally {
                disk.unlock();
            }
            if (!old.isEmpty()) {
                getMvStore().executeFilestoreOperation(getMvStore().getFileStore()::sync);
                old.forEach(Journal::delete);
            }
        }

        /// What cannot be made durable is not acknowledged, and neither is anything after it.
        private void fail(IOException cause) {
            getMvStore().panic(DataUtils.newMVStoreException(DataUtils.ERROR_WRITING_FAILED, "The journal cannot be written: {0}", cause, cause));
        }

        @Override
        public void close() {
            saving.close();
            boolean isSound = getMvStore().getPanicException() == null;
            super.close();
            if (journal != null) {
                journal.close(isSound);
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
        private final Journal journal;

        /// The constructor above already opens the collections that are there.
        Database(String name, MVStore store, CursorRegistry cursors, Journal journal) {
            this.store = store;
            this.journal = journal;
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
            MVMap<KeyValue, Object> positions = JournaledMap.open(store, index(collection, name), Content.POSITIONS, journal);
            boolean byId = keys.size() == 1 && keys.getFirst().getKey().equals("_id");
            return byId ? new IdIndex(name, keys, sparse, documents(collection), positions) : new StoredIndex(name, keys, sparse, positions);
        }

        @Override
        protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
            return sparse && keys.size() == 1
                    ? new PresenceIndex(name, keys.getFirst(), JournaledMap.open(store, index(collection, name), Content.PRESENCE, journal))
                    : super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
        }

        private MVMap<Object, RawDocument> documents(String collection) {
            return JournaledMap.open(store, "databases." + getFullCollectionNamespace(collection), Content.DOCUMENTS, journal);
        }

        private String index(String collection, String name) {
            return getFullCollectionNamespace(collection) + "._index_" + name;
        }
    }
}
