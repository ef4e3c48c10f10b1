package health.foramen.referral.referral.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Sorts;
import health.foramen.referral.care.UnknownCursor;
import health.foramen.referral.care.store.Entries;
import health.foramen.referral.referral.Referral;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code referral-lists}: one small document for each place of a referral in a list. Its id is the list, then how long before the end of
 * time the referral was received, then the referral: read upwards, a list of any length begins with its newest.
 */
final class IdLists {

    static final String COLLECTION = "referral-lists";
    private static final Pattern PLACE = Pattern.compile("[0-9a-f]{16}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String BEFORE_PLACE = "/";
    private static final String AFTER_PLACES = "0";

    private final MongoOperations mongo;

    IdLists(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @param next where older ones follow */
    record Slice(List<UUID> ids, Optional<String> next) {
    }

    /** At the same place however often it is said. */
    void enter(List<String> lists, Referral referral) {
        var place = "%016x-%s".formatted(Long.MAX_VALUE - referral.receivedAt().toEpochMilli(), referral.id());
        var documents = lists.stream().map(list -> new Document("_id", list + BEFORE_PLACE + place)).toList();
        Entries.insertMissing(mongo, COLLECTION, documents);
    }

    /** The newest first, from the cursor on. */
    Slice read(String list, Optional<String> cursor, int most) {
        if (cursor.isPresent() && !PLACE.matcher(cursor.get()).matches()) {
            throw new UnknownCursor();
        }
        var start = list + BEFORE_PLACE;
        var places = mongo.execute(COLLECTION, entries -> entries.find(and(gte("_id", start + cursor.orElse("")), lt("_id", list + AFTER_PLACES)))
                .sort(Sorts.ascending("_id")).limit(most + 1).map(entry -> entry.getString("_id").substring(start.length())).into(new ArrayList<>()));
        return new Slice(places.stream().limit(most).map(place -> UUID.fromString(place.substring(17))).toList(),
                places.stream().skip(most).findFirst());
    }
}
