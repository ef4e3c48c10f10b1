package health.foramen.notification.journey.store;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;

/** Small writes that nobody waits for: the last one of each document, gathered in memory and written together, so often. A crash costs those of that time. */
final class LaterWrites<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LaterWrites.class);
    private static final int AT_ONCE = 1_000;

    private final MongoOperations mongo;
    private final String collection;
    private final BinaryOperator<T> last;
    private final BiFunction<String, T, WriteModel<Document>> model;
    private final Map<String, T> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer;

    /**
     * @param last  of one that waits and the next of the same document, the one that is to be written
     * @param model what is written, of an id and what was put under it
     */
    LaterWrites(MongoOperations mongo, String collection, Duration every, BinaryOperator<T> last, BiFunction<String, T, WriteModel<Document>> model) {
        this.mongo = mongo;
        this.collection = collection;
        this.last = last;
        this.model = model;
        writer = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("later-" + collection).factory());
        writer.scheduleWithFixedDelay(this::writeIfPossible, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void put(String id, T value) {
        waiting.merge(id, value, last);
    }

    /** Now, for whoever reads next. One that changes meanwhile stays for the next time. */
    synchronized void write() {
        List<Map.Entry<String, T>> taken = List.copyOf(Map.copyOf(waiting).entrySet());
        for (int from = 0; from < taken.size(); from += AT_ONCE) {
            List<Map.Entry<String, T>> some = taken.subList(from, Math.min(taken.size(), from + AT_ONCE));
            mongo.execute(collection, documents -> documents.bulkWrite(some.stream().map(entry -> model.apply(entry.getKey(), entry.getValue())).toList(),
                    new BulkWriteOptions().ordered(false)));
            some.forEach(entry -> waiting.remove(entry.getKey(), entry.getValue()));
        }
    }

    private void writeIfPossible() {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.debug("{} of {} wait for the store: {}", waiting.size(), collection, e.toString());
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
        writeIfPossible();
    }
}
