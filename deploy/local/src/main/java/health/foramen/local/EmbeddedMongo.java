package health.foramen.local;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/// A server that speaks MongoDB's wire protocol and keeps what it acknowledged, also through `kill -9`.
///
/// It is mongo-java-server on an H2 store. It has no transactions, and of indexes only unique ones and which documents
/// have a field: that is why the suite keeps state and outbox in one document and addresses documents by id. A real MongoDB takes its place by configuration alone.
public final class EmbeddedMongo implements AutoCloseable {

    /// Grows when the stored format changes in a way that an older or newer version cannot read.
    private static final int FORMAT = 3;
    /// The one before had no journal.
    private static final int OLDEST_FORMAT = 2;

    /// A few more than the cores: one that reads through a whole collection keeps its connections waiting.
    private static final int WORKERS = 8;

    /// In bytes: a write stores the whole page anew on which its document lies.
    private static final int PAGE = 4_096;
    /// In megabytes: pages that are read again need not be decoded again.
    private static final int CACHE = 48;

    private final WireServer server;

    private EmbeddedMongo(DurableBackend backend, int port) {
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
    static MVStore open(Path folder) {
        var store = new MVStore.Builder().fileName(folder.resolve("store.mv").toString()).pageSplitSize(PAGE).cacheSize(CACHE)
                .autoCommitBufferSize(2 * DurableBackend.UNSAVED / 1_024).open();
        store.setAutoCommitDelay((int) DurableBackend.SAVE.multipliedBy(10).toMillis());
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
}
