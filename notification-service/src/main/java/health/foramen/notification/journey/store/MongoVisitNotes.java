package health.foramen.notification.journey.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import health.foramen.notification.journey.VisitNotes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code visits}, one note each, written together every second so that planning never waits for it, and kept for half a year. */
public final class MongoVisitNotes implements VisitNotes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MongoVisitNotes.class);
    private static final String COLLECTION = "visits";
    private static final Duration KEPT = Duration.ofDays(190);
    private static final int AT_ONCE = 1_000;

    private final MongoOperations mongo;
    private final Map<String, VisitNote> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("visit-notes").factory());

    public MongoVisitNotes(MongoOperations mongo) {
        this.mongo = mongo;
        writer.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void note(VisitNote note) {
        waiting.put(note.appointmentId(), note);
    }

    private synchronized void write() {
        List<VisitNote> taken = waiting.values().stream().limit(AT_ONCE).toList();
        if (taken.isEmpty()) {
            return;
        }
        try {
            mongo.execute(COLLECTION, notes -> notes.bulkWrite(taken.stream()
                    .map(note -> new ReplaceOneModel<>(eq("_id", note.appointmentId()), document(note), new ReplaceOptions().upsert(true))).toList(),
                    new BulkWriteOptions().ordered(false)));
            // One that changed meanwhile stays for the next time.
            taken.forEach(note -> waiting.remove(note.appointmentId(), note));
        } catch (RuntimeException e) {
            LOG.debug("notes of visits wait for the store: {}", e.toString());
        }
    }

    @Override
    public List<VisitNote> between(Instant from, Instant until) {
        write();
        mongo.execute(COLLECTION, notes -> notes.deleteMany(lt("start", Date.from(from.minus(KEPT)))));
        return mongo.execute(COLLECTION, notes -> notes.find(and(gte("start", Date.from(from)), lt("start", Date.from(until)))).sort(Sorts.ascending("start"))
                .map(MongoVisitNotes::read).into(new ArrayList<>()));
    }

    private static Document document(VisitNote note) {
        return new Document("_id", note.appointmentId()).append("patientId", note.patientId()).append("siteId", note.siteId()).append("day", note.day().toString())
                .append("start", Date.from(note.start())).append("expected", note.expected()).append("confirmed", note.confirmed()).append("asked", note.asked())
                .append("ride", note.ride()).append("rideAsked", note.rideAsked());
    }

    private static VisitNote read(Document note) {
        return new VisitNote(note.getString("_id"), note.getString("patientId"), note.getString("siteId"), LocalDate.parse(note.getString("day")),
                note.getDate("start").toInstant(), note.getBoolean("expected"), note.getBoolean("confirmed"), note.getBoolean("asked"), note.getString("ride"),
                note.getBoolean("rideAsked"));
    }

    @Override
    public void close() {
        writer.shutdownNow();
        write();
    }
}
