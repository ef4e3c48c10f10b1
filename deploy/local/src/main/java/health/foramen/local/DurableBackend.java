package health.foramen.local;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a write be answered only when it is on the disk. Writes that arrive while the disk is busy share the next wait.
final class DurableBackend extends H2Backend {

    private static final Logger LOG = LoggerFactory.getLogger(DurableBackend.class);
    /// How often it is looked whether pages have to be saved, how much may wait unsaved in bytes, and how long.
    private static final Duration LOOK = Duration.ofMillis(50);
    static final int UNSAVED = 4 << 20;
    static final Duration SAVE = Duration.ofSeconds(1);

    private static final Set<String> STRUCTURE = Set.of("create", "createIndexes", "drop", "dropIndexes", "dropDatabase", "renameCollection");
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify", "findandmodify");

    static final long NONE = 0;
    private static final AttributeKey<Long> WRITE = AttributeKey.valueOf("write");

    /// Null in memory.
    private final Journal journal;
    private final AtomicLong applied = new AtomicLong();
    /// Not a monitor: threads that wait for a disk must not spin.
    private final ReentrantLock disk = new ReentrantLock();
    private long durable;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private volatile long saved;
    private volatile long savedAt = System.nanoTime();
    private final ScheduledExecutorService saving = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("save").daemon().factory());
    private final ExecutorService forcing = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("force").daemon().factory());

    /// @param write     which of all that were applied
    /// @param done      it is on the disk
    /// @param abandoned it will never be known to be
    private record Waiting(long write, Runnable done, Runnable abandoned) {
    }

    DurableBackend(MVStore store, Journal journal) {
        this.journal = journal;
        super(store);
        if (journal != null) {
            saving.scheduleWithFixedDelay(this::saveIfNeeded, LOOK.toNanos(), LOOK.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StoredDatabase(name, getMvStore(), getCursorRegistry(), journal);
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
                long write = applied.incrementAndGet();
                if (isStructure) {
                    save(getMvStore()::commit);
                } else {
                    channel.attr(WRITE).set(write);
                }
                yield answer;
            }
        };
    }

    /// The write that this connection has just made and that is not yet answered, if its last command was one.
    long takeWriteOf(Channel channel) {
        var write = channel.attr(WRITE).getAndSet(null);
        return write == null ? NONE : write;
    }

    /// At once when nobody is at the disk, and else with all the others that wait.
    ///
    /// @param write as it was taken
    void onceDurable(long write, Runnable done, Runnable abandoned) {
        if (disk.tryLock()) {
            (isForced(write) ? done : abandoned).run();
            return;
        }
        waiting.add(new Waiting(write, done, abandoned));
        if (isAsked.compareAndSet(false, true)) {
            forcing.execute(this::forceForAll);
        }
    }

    private void forceForAll() {
        // Whoever comes from here on asks anew.
        isAsked.set(false);
        var all = new ArrayList<Waiting>();
        long last = NONE;
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
            last = Math.max(last, next.write());
        }
        disk.lock();
        boolean isDurable = isForced(last);
        all.forEach(one -> (isDurable ? one.done() : one.abandoned()).run());
    }

    /// Gives the disk free. What could not be written once leaves a gap: nothing after it counts.
    private boolean isForced(long write) {
        try {
            if (durable < write) {
                if (getMvStore().getPanicException() != null) {
                    return false;
                }
                long upTo = applied.get();
                journal.force();
                durable = upTo;
            }
            return true;
        } catch (IOException e) {
            try {
                fail(e);
            } catch (MVStoreException closed) {
                LOG.error("Nothing more is acknowledged", closed);
            }
            return false;
        } finally {
            disk.unlock();
        }
    }

    private void saveIfNeeded() {
        try {
            if (getMvStore().getUnsavedMemory() > UNSAVED || applied.get() != saved && System.nanoTime() - savedAt > SAVE.toNanos()) {
                save(getMvStore()::tryCommit);
            }
        } catch (RuntimeException e) {
            LOG.error("The pages could not be saved; the journal has what they lack", e);
        }
    }

    /// The pages of everything that was done until now. Once they are on the disk, the journal need not tell of it any more.
    ///
    /// @param commit begins to save, as the store does, and gives the version that is saved; negative where none is
    private void save(LongSupplier commit) {
        var old = List.<Path>of();
        disk.lock();
        try {
            long upTo = applied.get();
            old = journal.saved(() -> commit.getAsLong() >= 0 || !getMvStore().hasUnsavedChanges());
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
        forcing.close();
        boolean isSound = getMvStore().getPanicException() == null;
        if (isSound) {
            super.close();
        } else {
            // To close it properly would be to save, which it refuses for ever.
            getMvStore().closeImmediately();
        }
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
