package health.foramen.outbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * One collection whose documents read {@code {_id, version, state, outbox}}: what is true, and what has yet to be told of it.
 * Both change in one write, which either finds the version that its writer had seen or changes nothing.
 */
public final class StateDocuments<T> {

    private static final int READ_AT_ONCE = 200;
    private final MongoOperations mongo;
    private final Outbox outbox;
    private final String collection;
    private final States<T> states;

    /** @param mapper writes and reads the state; names the cases of a sealed type by words, never by classes */
    public StateDocuments(MongoOperations mongo, Outbox outbox, String collection, Class<T> type, JsonMapper mapper) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.collection = collection;
        this.states = new States<>(type, mapper);
        outbox.watch(collection);
    }

    public Optional<Stored<T>> find(String id) {
        return Optional.ofNullable(with(documents -> documents.find(eq("_id", id)).first())).map(this::read);
    }

    /** Those of the ids that exist, in no particular order. */
    public List<Stored<T>> findAll(Collection<String> ids) {
        return List.copyOf(findById(ids).values());
    }

    /** Those of the ids that exist, under their ids. */
    public Map<String, Stored<T>> findById(Collection<String> ids) {
        Map<String, Stored<T>> found = new HashMap<>();
        if (!ids.isEmpty()) {
            with(documents -> {
                documents.find(in("_id", ids)).forEach(document -> found.put(idOf(document), read(document)));
                return null;
            });
        }
        return found;
    }

    /** For filters that the collection can bear: without an index of its own, all but {@code _id} is a scan. */
    public List<Stored<T>> find(Bson filter) {
        return with(documents -> documents.find(filter).map(this::read).into(new ArrayList<>()));
    }

    /** Every document, one after the other: for whoever checks or rebuilds. */
    public void forEach(Consumer<Stored<T>> reader) {
        forEachById((_, stored) -> reader.accept(stored));
    }

    /** As {@link #forEach}, with the id of each. */
    public void forEachById(BiConsumer<String, Stored<T>> reader) {
        with(documents -> {
            readAll(documents, StateDocuments::idOf, Projections.include(), READ_AT_ONCE, document -> reader.accept(idOf(document), read(document)));
            return null;
        });
    }

    /**
     * Reads a whole collection of documents with text ids, in the order of these and a few at a time.
     *
     * @param parts  the fields that are wanted; an empty projection is all of them
     * @param atOnce how many documents cross the line together
     */
    public static void readAll(MongoCollection<Document> documents, Bson parts, int atOnce, Consumer<Document> reader) {
        readAll(documents, document -> document.getString("_id"), parts, atOnce, reader);
    }

    private static <D> void readAll(MongoCollection<D> documents, Function<D, String> id, Bson parts, int atOnce, Consumer<D> reader) {
        String last = "";
        List<D> some;
        do {
            some = documents.find(gt("_id", last)).sort(Sorts.ascending("_id")).projection(parts).limit(atOnce).into(new ArrayList<>());
            some.forEach(reader);
            last = some.isEmpty() ? last : id.apply(some.getLast());
        } while (some.size() == atOnce);
    }

    /** @return false when the id exists already; then nothing was stored */
    public boolean insert(String id, T state, List<OutboxEvent> events) {
        Document document = document(id, state, events);
        try {
            mongo.execute(collection, documents -> documents.insertOne(document));
        } catch (DuplicateKeyException _) {
            return false;
        }
        if (!events.isEmpty()) {
            outbox.begun(collection, id, events);
        }
        return true;
    }

    /**
     * Inserts what there is nothing to tell of.
     *
     * @return the ids that were inserted; the others exist already
     */
    public Set<String> insertAll(Map<String, T> states) {
        if (states.isEmpty()) {
            return Set.of();
        }
        List<String> ids = List.copyOf(states.keySet());
        List<Document> all = ids.stream().map(id -> document(id, states.get(id), List.of())).toList();
        Set<Integer> there = mongo.execute(collection, documents -> Duplicates.insertMissing(documents, all));
        return IntStream.range(0, ids.size()).filter(i -> !there.contains(i)).mapToObj(ids::get).collect(Collectors.toSet());
    }

    private Document document(String id, T state, List<OutboxEvent> events) {
        return new Document("_id", id)
                .append("version", 1L)
                .append("state", states.write(state))
                .append("outbox", documents(events));
    }

    /** @return false when somebody was quicker; read again and decide again */
    public boolean replace(String id, long seenVersion, T state, List<OutboxEvent> events) {
        return replaceAll(List.of(new Change<>(id, seenVersion, state, events)));
    }

    /** What one document is to become. */
    public record Change<T>(String id, long seenVersion, T state, List<OutboxEvent> events) {
    }

    /** @return false when somebody was quicker with one of them: the others are replaced; read all again and decide again */
    public boolean replaceAll(List<Change<T>> changes) {
        if (changes.isEmpty()) {
            return true;
        }
        List<UpdateOneModel<Document>> updates = changes.stream().map(this::update).toList();
        int matched = mongo.execute(collection, documents -> documents.bulkWrite(updates, new BulkWriteOptions().ordered(false))).getMatchedCount();
        if (matched > 0) {
            changes.stream().filter(change -> !change.events().isEmpty()).forEach(change -> outbox.changed(collection, change.id()));
        }
        return matched == changes.size();
    }

    private UpdateOneModel<Document> update(Change<T> change) {
        List<Bson> updates = new ArrayList<>(List.of(Updates.set("state", states.write(change.state())), Updates.inc("version", 1L)));
        if (!change.events().isEmpty()) {
            updates.add(Updates.pushEach("outbox", documents(change.events())));
        }
        return new UpdateOneModel<>(and(eq("_id", change.id()), eq("version", change.seenVersion())), Updates.combine(updates));
    }

    /**
     * Keeps what somebody else owns and tells of, each time with a higher number; there is nothing to tell of it here.
     *
     * @return false when it is as new already, or newer
     */
    public boolean keepIfNewer(String id, T state, ToLongFunction<T> number) {
        while (true) {
            Optional<Stored<T>> known = find(id);
            if (known.filter(stored -> number.applyAsLong(stored.state()) >= number.applyAsLong(state)).isPresent()) {
                return false;
            }
            if (known.isEmpty() ? insert(id, state, List.of()) : replace(id, known.get().version(), state, List.of())) {
                return true;
            }
        }
    }

    /** @return false when it has changed since, or is gone. Events that still wait in it go with it: ask for an empty outbox first where that matters. */
    public boolean delete(String id, long seenVersion) {
        return mongo.execute(collection, documents ->
                documents.deleteOne(and(eq("_id", id), eq("version", seenVersion)))).getDeletedCount() == 1;
    }

    private <R> R with(Function<MongoCollection<RawBsonDocument>, R> work) {
        return mongo.execute(collection, documents -> work.apply(documents.withDocumentClass(RawBsonDocument.class)));
    }

    private static String idOf(RawBsonDocument document) {
        return document.getString("_id").getValue();
    }

    private Stored<T> read(RawBsonDocument document) {
        return new Stored<>(states.read((RawBsonDocument) document.getDocument("state")), document.getInt64("version").getValue());
    }

    private static List<Document> documents(List<OutboxEvent> events) {
        return events.stream().map(OutboxEvent::toDocument).toList();
    }
}
