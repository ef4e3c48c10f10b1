package health.foramen.referral.care.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Lists kept as one small document per entry. */
public final class Entries {

    private Entries() {
    }

    /** Those that are there already stay as they are. */
    public static void insertMissing(MongoOperations mongo, String collection, List<Document> documents) {
        mongo.execute(collection, entries -> {
            try {
                entries.insertMany(documents, new InsertManyOptions().ordered(false));
            } catch (MongoBulkWriteException e) {
                if (e.getWriteErrors().stream().anyMatch(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
                    throw e;
                }
            }
            return null;
        });
    }
}
