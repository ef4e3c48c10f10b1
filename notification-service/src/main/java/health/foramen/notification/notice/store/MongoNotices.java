package health.foramen.notification.notice.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import health.foramen.notification.notice.Notice;
import health.foramen.notification.notice.Notices;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code notices}: every one that ever was, by its id. {@code notices-waiting}: the few that have not left, written first, so that a crash
 * leaves one too many to look at and never one that nobody looks at.
 */
public final class MongoNotices implements Notices {

    private static final String COLLECTION = "notices";
    private static final String WAITING = "notices-waiting";

    private final MongoOperations mongo;

    public MongoNotices(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public boolean plan(Notice notice) {
        if (mongo.execute(COLLECTION, notices -> notices.find(eq("_id", notice.id())).first()) != null) {
            return false;
        }
        var document = new Document("_id", notice.id()).append("referral", notice.referralId()).append("version", notice.version()).append("at", Date.from(notice.at()));
        mongo.execute(WAITING, waiting -> waiting.replaceOne(eq("_id", notice.id()), document, new ReplaceOptions().upsert(true)));
        try {
            mongo.execute(COLLECTION, notices -> notices.insertOne(new Document("_id", notice.id()).append("at", Date.from(notice.at())).append("end", "waiting")));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    @Override
    public List<Notice> waiting(int most) {
        var found = mongo.execute(WAITING, waiting -> waiting.find().sort(Sorts.ascending("at")).limit(most)
                .map(document -> new Notice(document.getString("referral"), document.getLong("version"), document.getDate("at").toInstant())).into(new ArrayList<>()));
        found.removeIf(notice -> mongo.execute(COLLECTION, notices -> notices.find(and(eq("_id", notice.id()), eq("end", "waiting"))).first()) == null && forgotten(notice));
        return found;
    }

    @Override
    public void ended(Notice notice, String end) {
        mongo.execute(COLLECTION, notices -> notices.updateOne(eq("_id", notice.id()), Updates.set("end", end)));
        mongo.execute(WAITING, waiting -> waiting.deleteOne(eq("_id", notice.id())));
    }

    /** It has left already; a replay or a crash had put it back. One that is only being planned stays. */
    private boolean forgotten(Notice notice) {
        var known = mongo.execute(COLLECTION, notices -> notices.find(eq("_id", notice.id())).first()) != null;
        if (known) {
            mongo.execute(WAITING, waiting -> waiting.deleteOne(eq("_id", notice.id())));
        }
        return true;
    }
}
