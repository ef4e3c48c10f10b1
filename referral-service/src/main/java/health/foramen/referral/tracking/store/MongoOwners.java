package health.foramen.referral.tracking.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Updates;
import health.foramen.referral.care.Who;
import health.foramen.referral.tracking.Owner;
import health.foramen.referral.tracking.Owners;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code referral-owners}: one document for each referral that is somebody's, changed only by who has seen whose it was. */
public final class MongoOwners implements Owners {

    private static final String COLLECTION = "referral-owners";

    private final MongoOperations mongo;

    public MongoOwners(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Map<UUID, Owner> all() {
        var found = new HashMap<UUID, Owner>();
        mongo.execute(COLLECTION, owners -> owners.find().into(new ArrayList<Document>())).forEach(owner -> found.put(UUID.fromString(owner.getString("_id")), read(owner)));
        return found;
    }

    @Override
    public void forget(Collection<UUID> referrals) {
        mongo.execute(COLLECTION, owners -> owners.deleteMany(in("_id", referrals.stream().map(UUID::toString).toList())));
    }

    private Optional<Owner> of(String id) {
        return Optional.ofNullable(mongo.execute(COLLECTION, owners -> owners.find(eq("_id", id)).first())).map(MongoOwners::read);
    }

    private static Owner read(Document owner) {
        return new Owner(new Who(owner.getString("owner"), owner.getString("name")), owner.getDate("since").toInstant());
    }

    @Override
    public boolean take(UUID referral, Optional<String> seen, Owner owner) {
        var id = referral.toString();
        if (seen.isPresent()) {
            return mongo.execute(COLLECTION, owners -> owners.updateOne(and(eq("_id", id), eq("owner", seen.get())),
                    Updates.combine(Updates.set("owner", owner.who().id()), Updates.set("name", owner.who().name()),
                            Updates.set("since", Date.from(owner.since()))))).getMatchedCount() == 1;
        }
        try {
            mongo.execute(COLLECTION, owners -> owners.insertOne(new Document("_id", id).append("owner", owner.who().id()).append("name", owner.who().name())
                    .append("since", Date.from(owner.since()))));
            return true;
        } catch (DuplicateKeyException _) {
            return of(id).filter(now -> now.who().id().equals(owner.who().id())).isPresent();
        }
    }

    @Override
    public boolean release(UUID referral, String owner) {
        var id = referral.toString();
        return mongo.execute(COLLECTION, owners -> owners.deleteOne(and(eq("_id", id), eq("owner", owner)))).getDeletedCount() == 1
                || of(id).isEmpty();
    }
}
