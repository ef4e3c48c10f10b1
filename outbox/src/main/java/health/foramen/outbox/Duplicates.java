package health.foramen.outbox;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** Many writes at once, of which some may find that the document is there already. */
public final class Duplicates {

    private Duplicates() {
    }

    /**
     * Inserts those that are missing; the others stay as they are.
     *
     * @return which of them, counted from 0, were there already
     */
    public static Set<Integer> insertMissing(MongoCollection<Document> documents, List<Document> wanted) {
        try {
            documents.insertMany(wanted, new InsertManyOptions().ordered(false));
            return Set.of();
        } catch (MongoBulkWriteException e) {
            return in(e);
        }
    }

    /**
     * Inserts them in their order, up to the first that is there already.
     *
     * @return which one that was, counted from 0; nothing when all were missing
     */
    public static OptionalInt insertUntilOneIsThere(MongoCollection<Document> documents, List<Document> wanted) {
        try {
            documents.insertMany(wanted);
            return OptionalInt.empty();
        } catch (MongoBulkWriteException e) {
            return in(e).stream().mapToInt(Integer::intValue).min();
        }
    }

    /**
     * Which of the writes, counted from 0, found the document there already.
     *
     * @throws MongoBulkWriteException the same, when anything else went wrong
     */
    public static Set<Integer> in(MongoBulkWriteException e) {
        if (e.getWriteConcernError() != null || e.getWriteErrors().stream().anyMatch(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
            throw e;
        }
        return e.getWriteErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toSet());
    }
}
