package health.foramen.outbox;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Takes what was sent out of its documents. Those that become ready while others are being written share the next write. */
final class Clearing {

    private final MongoOperations mongo;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    Clearing(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Returns when these events are out of the document. */
    void clear(String collection, String id, Set<String> events) {
        lines.computeIfAbsent(collection, Line::new).clear(new Sent(id, events));
    }

    private static final class Sent {

        private final String id;
        private final Set<String> events;
        private boolean tried;
        private RuntimeException failure;

        Sent(String id, Set<String> events) {
            this.id = id;
            this.events = events;
        }
    }

    /** Who has the turn writes for all who wait. */
    private final class Line {

        private final String collection;
        private final Queue<Sent> waiting = new ConcurrentLinkedQueue<>();
        private final Lock turn = new ReentrantLock();

        Line(String collection) {
            this.collection = collection;
        }

        void clear(Sent sent) {
            waiting.add(sent);
            turn.lock();
            try {
                if (!sent.tried) {
                    write();
                }
            } finally {
                turn.unlock();
            }
            if (sent.failure != null) {
                throw sent.failure;
            }
        }

        /** What goes wrong is the trouble of each that was in it: each sends again. */
        private void write() {
            List<Sent> all = new ArrayList<>();
            for (Sent sent = waiting.poll(); sent != null; sent = waiting.poll()) {
                all.add(sent);
            }
            List<UpdateOneModel<Document>> changes = all.stream()
                    .map(sent -> new UpdateOneModel<Document>(eq("_id", sent.id), Updates.pull("outbox", in("id", sent.events)))).toList();
            try {
                mongo.execute(collection, documents -> documents.bulkWrite(changes, new BulkWriteOptions().ordered(false)));
            } catch (RuntimeException e) {
                all.forEach(sent -> sent.failure = e);
            }
            all.forEach(sent -> sent.tried = true);
        }
    }
}
