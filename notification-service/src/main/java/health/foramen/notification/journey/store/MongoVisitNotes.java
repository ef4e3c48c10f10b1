package health.foramen.notification.journey.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

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
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code visits}, one note each, written together every second so that planning never waits for it, and kept for half a year. */
public final class MongoVisitNotes implements VisitNotes, AutoCloseable {

    private static final String COLLECTION = "visits";
    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofDays(190);

    private final MongoOperations mongo;
    private final LaterWrites<VisitNote> notes;

    public MongoVisitNotes(MongoOperations mongo) {
        this.mongo = mongo;
        notes = new LaterWrites<>(mongo, COLLECTION, WRITTEN_EVERY, (_, next) -> next,
                (id, note) -> new ReplaceOneModel<>(eq("_id", id), document(note), new ReplaceOptions().upsert(true)));
    }

    @Override
    public void note(VisitNote note) {
        notes.put(note.appointmentId(), note);
    }

    @Override
    public List<VisitNote> between(Instant from, Instant until) {
        notes.write();
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
        notes.close();
    }
}
