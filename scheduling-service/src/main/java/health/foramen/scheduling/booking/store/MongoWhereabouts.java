package health.foramen.scheduling.booking.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import health.foramen.outbox.StateDocuments;
import health.foramen.scheduling.booking.Whereabouts;
import health.foramen.scheduling.day.DayId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code {_id: appointment, request, patient, day}}: small, and always asked for by its id. */
public final class MongoWhereabouts implements Whereabouts {

    private static final String COLLECTION = "whereabouts";

    /** Ids in one question; more make the question longer than its answer is quick. */
    private static final int READ_AT_ONCE = 500;

    private final MongoOperations mongo;

    public MongoWhereabouts(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<Known> note(Known fresh) {
        try {
            with(all -> all.insertOne(new Document("_id", fresh.appointment()).append("request", fresh.request())
                    .append("patient", fresh.patient()).append("day", fresh.day().key())));
            return Optional.empty();
        } catch (DuplicateKeyException _) {
            return find(fresh.appointment());
        }
    }

    @Override
    public Optional<Known> find(String appointment) {
        return Optional.ofNullable(with(all -> all.find(eq("_id", appointment)).first())).map(MongoWhereabouts::read);
    }

    @Override
    public Map<String, Known> findAll(Collection<String> appointments) {
        var found = new HashMap<String, Known>();
        var wanted = List.copyOf(appointments);
        for (int from = 0; from < wanted.size(); from += READ_AT_ONCE) {
            List<String> page = wanted.subList(from, Math.min(wanted.size(), from + READ_AT_ONCE));
            with(all -> all.find(in("_id", page)).into(new ArrayList<>())).forEach(d -> found.put(d.getString("_id"), read(d)));
        }
        return found;
    }

    @Override
    public void forEach(Consumer<Known> reader) {
        with(all -> {
            StateDocuments.readAll(all, Projections.include(), READ_AT_ONCE, document -> reader.accept(read(document)));
            return null;
        });
    }

    private static Known read(Document d) {
        return new Known(d.getString("_id"), d.getString("request"), d.getString("patient"), DayId.of(d.getString("day")));
    }

    @Override
    public void moved(String appointment, DayId to) {
        with(all -> all.updateOne(eq("_id", appointment), set("day", to.key())));
    }

    private <T> T with(Function<MongoCollection<Document>, T> work) {
        return mongo.execute(COLLECTION, work::apply);
    }
}
