package health.foramen.referral.referral.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.referral.referral.Desk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code open-referrals-<desk>}: which referrals somebody still has to do something about. An id enters before the referral is written and
 * leaves after it, each with the revision that caused it, so the list may name too many and never too few. It can be built anew from the
 * referrals at any time.
 */
final class OpenItems {

    /** An entry that its referral does not bear out is a write that is under way, or after this long one that never came. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private final MongoOperations mongo;
    private final InstantSource realTime;

    OpenItems(MongoOperations mongo, InstantSource realTime) {
        this.mongo = mongo;
        this.realTime = realTime;
    }

    static String collection(Desk desk) {
        return "open-referrals-" + desk.code();
    }

    void enter(Desk desk, UUID id, long revision) {
        mongo.execute(collection(desk), items -> items.updateOne(eq("_id", id.toString()),
                Updates.combine(Updates.max("revision", revision), Updates.set("since", Date.from(realTime.instant()))), new UpdateOptions().upsert(true)));
    }

    /** Unless a later change has brought it back. */
    void leave(Desk desk, UUID id, long revision) {
        mongo.execute(collection(desk), items -> items.deleteOne(and(eq("_id", id.toString()), lte("revision", revision))));
    }

    /** The referral says that it does not stand here. */
    void forget(Desk desk, UUID id) {
        var longAgo = Date.from(realTime.instant().minus(UNDER_WAY));
        mongo.execute(collection(desk), items -> items.deleteOne(and(eq("_id", id.toString()), lt("since", longAgo))));
    }

    List<UUID> all(Desk desk) {
        return mongo.execute(collection(desk), items -> items.find().map(item -> UUID.fromString(item.getString("_id"))).into(new ArrayList<>()));
    }
}
