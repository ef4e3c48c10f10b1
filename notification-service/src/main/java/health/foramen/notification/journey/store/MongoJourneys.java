package health.foramen.notification.journey.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.JourneyEvent;
import health.foramen.notification.journey.Journeys;
import health.foramen.outbox.Duplicates;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Journeys in {@code journeys}, and two small collections that make them findable where there is no secondary index: {@code due}, one note
 * per journey with something to do, and {@code patient-journeys}, at most {@value #MOST_JOURNEYS} of each patient. Both are written <em>before</em> the journey: a note too many costs a look,
 * one too few would cost a message.
 *
 * <p>A note carries the version of the journey it speaks of, and is moved later or removed only by whoever knows that version: so a writer
 * who moves it later cannot undo the note of one who is about to write something earlier.
 */
public final class MongoJourneys implements Journeys, AutoCloseable {

    private static final String DUE = "due";
    private static final String BY_PATIENT = "patient-journeys";
    /** In one patient's list, the latest last. */
    private static final int MOST_JOURNEYS = 400;
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    /** Notes that are too early are corrected together, so often; until then they would cost a look each. */
    private static final Duration CORRECTED_EVERY = Duration.ofMillis(500);

    /** @param version of the journey that says so */
    private record Correction(long version, Optional<Instant> due) {
    }

    private final MongoOperations mongo;
    private final StateDocuments<Journey> journeys;
    private final LaterWrites<Correction> corrections;

    public MongoJourneys(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.mongo = mongo;
        this.journeys = new StateDocuments<>(mongo, outbox, "journeys", Journey.class, mapper);
        this.corrections = new LaterWrites<>(mongo, DUE, CORRECTED_EVERY, (one, other) -> one.version() > other.version() ? one : other, MongoJourneys::corrected);
    }

    @Override
    public Optional<Kept> find(String id) {
        return journeys.find(id).map(stored -> new Kept(stored.state(), stored.version()));
    }

    @Override
    public boolean save(Kept before, Journey after, List<JourneyEvent> events) {
        Optional<Instant> due = after.nextDue();
        Optional<Instant> dueBefore = before.version() == 0 ? Optional.empty() : before.journey().nextDue();
        if (before.version() == 0) {
            noteOfPatients(List.of(after));
        }
        if (due.isPresent() && dueBefore.filter(old -> !due.get().isBefore(old)).isEmpty()) {
            noteEarlier(List.of(after), before.version() + 1);
        }
        List<OutboxEvent> outgoing = events.stream().map(event -> Events.of(after, event)).toList();
        boolean saved = before.version() == 0 ? journeys.insert(after.id(), after, outgoing) : journeys.replace(after.id(), before.version(), after, outgoing);
        if (saved && dueBefore.isPresent() && due.filter(next -> !next.isAfter(dueBefore.get())).isEmpty()) {
            noteDue(new Kept(after, before.version() + 1));
        }
        return saved;
    }

    @Override
    public Set<String> begin(List<Journey> fresh) {
        noteOfPatients(fresh);
        noteEarlier(fresh, 1);
        return journeys.insertAll(fresh.stream().collect(Collectors.toMap(Journey::id, Function.identity())));
    }

    private void noteOfPatients(List<Journey> fresh) {
        mongo.execute(BY_PATIENT, all -> {
            try {
                return all.bulkWrite(notesOfPatients(fresh, true), UNORDERED);
            } catch (MongoBulkWriteException e) {
                // The patient's list is there, with this journey already, or since a moment ago without it.
                List<Journey> again = Duplicates.in(e).stream().map(fresh::get).toList();
                return all.bulkWrite(notesOfPatients(again, false), UNORDERED);
            }
        });
    }

    private static List<UpdateOneModel<Document>> notesOfPatients(List<Journey> fresh, boolean upsert) {
        return fresh.stream().map(journey -> new UpdateOneModel<Document>(notYetOf(journey.patientId(), journey.id()), added(journey.id()),
                new UpdateOptions().upsert(upsert))).toList();
    }

    private static Bson notYetOf(String patientId, String journeyId) {
        return and(eq("_id", patientId), ne("journeys", journeyId));
    }

    /** A visit more than a day for years leaves with its oldest: what was said then is still found under its own id. */
    private static Bson added(String journeyId) {
        return Updates.pushEach("journeys", List.of(journeyId), new PushOptions().slice(-MOST_JOURNEYS));
    }

    /** Of those that have something to do. */
    private void noteEarlier(List<Journey> journeys, long version) {
        List<UpdateOneModel<Document>> notes = journeys.stream().flatMap(journey -> journey.nextDue().map(at -> new UpdateOneModel<Document>(eq("_id", journey.id()),
                Updates.combine(Updates.min("at", Date.from(at)), Updates.max("version", version)), new UpdateOptions().upsert(true))).stream()).toList();
        if (!notes.isEmpty()) {
            mongo.execute(DUE, all -> all.bulkWrite(notes, UNORDERED));
        }
    }

    @Override
    public void noteDue(Kept kept) {
        corrections.put(kept.journey().id(), new Correction(kept.version(), kept.journey().nextDue()));
    }

    private static WriteModel<Document> corrected(String id, Correction correction) {
        Bson mine = and(eq("_id", id), lte("version", correction.version()));
        return correction.due().<WriteModel<Document>>map(at -> new UpdateOneModel<>(mine, Updates.combine(Updates.set("at", Date.from(at)), Updates.set("version", correction.version()))))
                .orElseGet(() -> new DeleteOneModel<>(mine));
    }

    @Override
    public void close() {
        corrections.close();
    }

    @Override
    public List<String> ofPatient(String patientId) {
        Document found = mongo.execute(BY_PATIENT, all -> all.find(eq("_id", patientId)).first());
        return found == null ? List.of() : found.getList("journeys", String.class).reversed();
    }

    @Override
    public Set<String> patientsWithAny(Collection<String> patientIds) {
        return mongo.execute(BY_PATIENT, all -> all.find(in("_id", patientIds)).projection(Projections.include("_id")).map(found -> found.getString("_id")).into(new HashSet<>()));
    }

    @Override
    public List<Due> dueUntil(Instant until, int limit) {
        corrections.write();
        return mongo.execute(DUE, notes -> notes.find(lte("at", Date.from(until))).sort(Sorts.ascending("at")).limit(limit)
                .map(note -> new Due(note.getString("_id"), note.getDate("at").toInstant())).into(new ArrayList<>()));
    }

    @Override
    public Optional<Instant> earliestDue() {
        corrections.write();
        return Optional.ofNullable(mongo.execute(DUE, notes -> notes.find().sort(Sorts.ascending("at")).limit(1).first()))
                .map(note -> note.getDate("at").toInstant());
    }
}
