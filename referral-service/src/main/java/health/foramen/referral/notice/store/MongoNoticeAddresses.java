package health.foramen.referral.notice.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import health.foramen.referral.notice.NoticeAddresses;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code notice-addresses}: by account. */
public final class MongoNoticeAddresses implements NoticeAddresses {

    private static final String COLLECTION = "notice-addresses";

    private final MongoOperations mongo;

    public MongoNoticeAddresses(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<String> of(String account) {
        return Optional.ofNullable(mongo.execute(COLLECTION, addresses -> addresses.find(eq("_id", account)).first())).map(found -> found.getString("email"));
    }

    @Override
    public void keep(String account, Optional<String> address) {
        mongo.execute(COLLECTION, addresses -> address.isEmpty() ? addresses.deleteOne(eq("_id", account)) : addresses.replaceOne(eq("_id", account),
                new Document("_id", account).append("email", address.get()), new ReplaceOptions().upsert(true)));
    }
}
