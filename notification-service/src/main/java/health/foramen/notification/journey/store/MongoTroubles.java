package health.foramen.notification.journey.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import health.foramen.notification.journey.StepKey;
import health.foramen.notification.journey.Troubles;
import health.foramen.notification.journey.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code troubles}: one note a message, for as many days as a desk looks back. */
public final class MongoTroubles implements Troubles {

    private static final String COLLECTION = "troubles";
    private static final Duration KEPT = Duration.ofDays(30);

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
    public List<Trouble> latest(int limit) {
        List<Trouble> all = mongo.execute(COLLECTION, notes -> notes.find().sort(Sorts.descending("at")).limit(limit).map(MongoTroubles::read).into(new ArrayList<>()));
        if (all.size() == limit) {
            Instant old = all.getFirst().at().minus(KEPT);
            mongo.execute(COLLECTION, notes -> notes.deleteMany(lt("at", Date.from(old))));
        }
        return all;
    }

    private static Trouble read(Document note) {
        return new Trouble(StepKey.of(note.getString("_id")).orElseThrow(), note.getString("patientId"), note.getString("state"),
                new Why(note.getString("code"), note.getString("sentence")), note.getDate("at").toInstant());
    }
}
