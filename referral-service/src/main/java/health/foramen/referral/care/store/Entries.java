package health.foramen.referral.care.store;

import health.foramen.outbox.Duplicates;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Lists kept as one small document per entry. */
public final class Entries {

    private Entries() {
    }

    /** Those that are there already stay as they are. */
    public static void insertMissing(MongoOperations mongo, String collection, List<Document> documents) {
        mongo.execute(collection, entries -> Duplicates.insertMissing(entries, documents));
    }
}
