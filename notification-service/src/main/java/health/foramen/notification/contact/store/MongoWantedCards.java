package health.foramen.notification.contact.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
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
    public void want(List<Wanted> wanted) {
        Date since = Date.from(Clock.systemUTC().instant());
        write(wanted.stream().map(one -> new UpdateOneModel<Document>(eq("_id", id(one)), Updates.combine(
                Updates.max("version", one.version()),
                Updates.setOnInsert("kind", one.kind().name()),
                Updates.setOnInsert("of", one.id()),
                Updates.setOnInsert("since", since)), new UpdateOptions().upsert(true))).toList());
    }

    private void write(List<? extends WriteModel<Document>> changes) {
        if (!changes.isEmpty()) {
            mongo.execute(COLLECTION, cards -> cards.bulkWrite(changes, new BulkWriteOptions().ordered(false)));
        }
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
    public void done(List<Wanted> wanted) {
        write(wanted.stream().map(one -> new DeleteOneModel<Document>(and(eq("_id", id(one)), lte("version", one.version())))).toList());
    }

    private static String id(Wanted wanted) {
        return wanted.kind().name().toLowerCase(java.util.Locale.ROOT) + ":" + wanted.id();
    }
}
