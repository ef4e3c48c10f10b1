package health.foramen.referral.referral.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.referral.referral.Referrals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code referral-lists}: ids in the order in which they came, in pages of {@value #PAGE}, so that a list of any length is read from its
 * newest end by whole ids. The head {@code practice:riverside} counts the pages, {@code practice:riverside/3} is the third.
 */
final class IdLists {

    static final String COLLECTION = "referral-lists";
    private static final int PAGE = 200;
    private static final Pattern CURSOR = Pattern.compile("([1-9]\\d{0,8})-(\\d{1,3})");

    private final MongoOperations mongo;

    IdLists(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @param next where older ones follow */
    record Slice(List<UUID> ids, Optional<String> next) {
    }

    void append(String list, UUID id) {
        while (true) {
            var page = Math.max(1, pages(list));
            if (appended(list + "/" + page, id.toString())) {
                return;
            }
            try {
                mongo.execute(COLLECTION, lists -> lists.updateOne(and(eq("_id", list), eq("pages", page)), Updates.set("pages", page + 1),
                        new UpdateOptions().upsert(true)));
            } catch (DuplicateKeyException _) {
                // Somebody else has just begun the next page.
            }
        }
    }

    private boolean appended(String page, String id) {
        try {
            mongo.execute(COLLECTION, lists -> lists.updateOne(
                    and(eq("_id", page), ne("ids", id), exists("ids." + (PAGE - 1), false)), Updates.push("ids", id), new UpdateOptions().upsert(true)));
            return true;
        } catch (DuplicateKeyException _) {
            return ids(page).contains(id);
        }
    }

    /** The newest first, from the cursor on. */
    Slice read(String list, Optional<String> cursor, int most) {
        var ids = new ArrayList<UUID>();
        int page = Math.max(1, pages(list));
        int from = PAGE - 1;
        if (cursor.isPresent()) {
            var parts = CURSOR.matcher(cursor.get());
            if (!parts.matches()) {
                throw new Referrals.UnknownCursor();
            }
            page = Math.min(page, Integer.parseInt(parts.group(1)));
            from = Integer.parseInt(parts.group(2));
        }
        while (page >= 1) {
            var stored = ids(list + "/" + page);
            for (int i = Math.min(from, stored.size() - 1); i >= 0; i--) {
                if (ids.size() == most) {
                    return new Slice(ids, Optional.of(page + "-" + i));
                }
                ids.add(UUID.fromString(stored.get(i)));
            }
            page--;
            from = PAGE - 1;
        }
        return new Slice(ids, Optional.empty());
    }

    private int pages(String list) {
        var head = mongo.execute(COLLECTION, lists -> lists.find(eq("_id", list)).first());
        return head == null ? 1 : head.getInteger("pages");
    }

    private List<String> ids(String page) {
        Document found = mongo.execute(COLLECTION, lists -> lists.find(eq("_id", page)).first());
        return found == null ? List.of() : found.getList("ids", String.class, List.of());
    }
}
