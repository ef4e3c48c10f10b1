package health.foramen.notification.journey.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import health.foramen.notification.journey.StepKey;
import health.foramen.notification.journey.Troubles;
import health.foramen.notification.journey.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code troubles}: one note a message, for as many days as a desk looks back. */
public final class MongoTroubles implements Troubles {

    private static final String COLLECTION = "troubles";

    private final MongoOperations mongo;

    public MongoTroubles(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void note(Trouble trouble) {
        Document note = new Document("_id", trouble.message().word())
                .append("patientId", trouble.patientId())
                .append("state", trouble.state())
                .append("code", trouble.why().code())
                .append("sentence", trouble.why().sentence())
                .append("at", Date.from(trouble.at()));
        mongo.execute(COLLECTION, notes -> notes.replaceOne(eq("_id", trouble.message().word()), note, new ReplaceOptions().upsert(true)));
    }

    @Override
    public void clear(StepKey message) {
        mongo.execute(COLLECTION, notes -> notes.deleteOne(eq("_id", message.word())));
    }

    @Override
    public List<Trouble> latest(Optional<String> state, int from, int limit) {
        return mongo.execute(COLLECTION, notes -> notes.find(of(state)).sort(Sorts.descending("at")).skip(from).limit(limit).map(MongoTroubles::read).into(new ArrayList<>()));
    }

    @Override
    public long count(Optional<String> state) {
        return mongo.execute(COLLECTION, notes -> notes.countDocuments(of(state)));
    }

    @Override
    public void forgetBefore(Instant then) {
        mongo.execute(COLLECTION, notes -> notes.deleteMany(lt("at", Date.from(then))));
    }

    private static Bson of(Optional<String> state) {
        return state.map(word -> eq("state", word)).orElseGet(Filters::empty);
    }

    private static Trouble read(Document note) {
        return new Trouble(StepKey.of(note.getString("_id")).orElseThrow(), note.getString("patientId"), note.getString("state"),
                new Why(note.getString("code"), note.getString("sentence")), note.getDate("at").toInstant());
    }
}
