package health.foramen.notification.contact.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.notification.contact.WantedCards;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code wanted-cards}: small, and empty most of the time. */
public final class MongoWantedCards implements WantedCards {

    private static final String COLLECTION = "wanted-cards";

    private final MongoOperations mongo;

    public MongoWantedCards(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void want(Wanted wanted) {
        mongo.execute(COLLECTION, cards -> cards.updateOne(eq("_id", id(wanted)), Updates.combine(
                Updates.max("version", wanted.version()),
                Updates.setOnInsert("kind", wanted.kind().name()),
                Updates.setOnInsert("of", wanted.id()),
                Updates.setOnInsert("since", Date.from(Clock.systemUTC().instant()))), new UpdateOptions().upsert(true)));
    }

    @Override
    public List<Wanted> wanted(Kind kind, int limit) {
        return mongo.execute(COLLECTION, cards -> cards.find(eq("kind", kind.name())).sort(Sorts.ascending("since")).limit(limit)
                .map(MongoWantedCards::read).into(new ArrayList<>()));
    }

    private static Wanted read(Document document) {
        return new Wanted(Kind.valueOf(document.getString("kind")), document.getString("of"), document.getLong("version"));
    }

    @Override
    public void done(Wanted wanted) {
        mongo.execute(COLLECTION, cards -> cards.deleteOne(and(eq("_id", id(wanted)), lte("version", wanted.version()))));
    }

    private static String id(Wanted wanted) {
        return wanted.kind().name().toLowerCase(java.util.Locale.ROOT) + ":" + wanted.id();
    }
}
