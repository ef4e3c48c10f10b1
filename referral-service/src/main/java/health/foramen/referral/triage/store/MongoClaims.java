package health.foramen.referral.triage.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Updates;
import health.foramen.referral.care.Who;
import health.foramen.referral.triage.Claims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code triage-claims}: one document per referral that is being read, at most as many as are open and the few of the last day. */
public final class MongoClaims implements Claims {

    static final String COLLECTION = "triage-claims";
    private static final Duration LONG_AGO = Duration.ofDays(1);

    private final MongoOperations mongo;
    private final Duration lease;
    private final InstantSource realTime;

    public MongoClaims(MongoOperations mongo, Duration lease, InstantSource realTime) {
        this.mongo = mongo;
        this.lease = lease;
        this.realTime = realTime;
    }

    @Override
    public Claim take(UUID referral, Who by) {
        while (true) {
            var now = realTime.instant();
            if (again(referral, by, now) || instead(referral, lte("until", Date.from(now)), by, now)) {
                return new Claim(referral, by, now, now.plus(lease));
            }
            try {
                mongo.execute(COLLECTION, claims -> claims.insertOne(new Document("_id", referral.toString()).append("by", by.id()).append("name", by.name())
                        .append("since", Date.from(now)).append("until", Date.from(now.plus(lease)))));
                return new Claim(referral, by, now, now.plus(lease));
            } catch (DuplicateKeyException _) {
                var others = of(List.of(referral)).get(referral);
                if (others != null) {
                    return others;
                }
            }
        }
    }

    @Override
    public Claim takeOver(UUID referral, String from, Who by) {
        var now = realTime.instant();
        return instead(referral, eq("by", from), by, now) ? new Claim(referral, by, now, now.plus(lease)) : take(referral, by);
    }

    @Override
    public void release(UUID referral, Who by) {
        mongo.execute(COLLECTION, claims -> claims.deleteOne(and(eq("_id", referral.toString()), eq("by", by.id()))));
    }

    @Override
    public void forget(UUID referral) {
        mongo.execute(COLLECTION, claims -> claims.deleteOne(eq("_id", referral.toString())));
    }

    @Override
    public Map<UUID, Claim> of(Collection<UUID> referrals) {
        var now = realTime.instant();
        return referrals.isEmpty() ? Map.of() : mongo.execute(COLLECTION, claims -> claims.find(in("_id", referrals.stream().map(UUID::toString).toList()))
                .map(MongoClaims::claim).into(new ArrayList<>())).stream().filter(claim -> claim.until().isAfter(now))
                .collect(Collectors.toMap(Claim::referral, Function.identity()));
    }

    @Override
    public List<Claim> by(Who somebody) {
        var now = realTime.instant();
        return mongo.execute(COLLECTION, claims -> claims.find(eq("by", somebody.id())).map(MongoClaims::claim).into(new ArrayList<>())).stream()
                .filter(claim -> claim.until().isAfter(now)).toList();
    }

    @Override
    public void forgetOld() {
        mongo.execute(COLLECTION, claims -> claims.deleteMany(lt("until", Date.from(realTime.instant().minus(LONG_AGO)))));
    }

    /** Reads on: since when stays as it was. */
    private boolean again(UUID referral, Who by, Instant now) {
        return mongo.execute(COLLECTION, claims -> claims.updateOne(and(eq("_id", referral.toString()), eq("by", by.id())),
                Updates.set("until", Date.from(now.plus(lease))))).getMatchedCount() == 1;
    }

    private boolean instead(UUID referral, Bson of, Who by, Instant now) {
        return mongo.execute(COLLECTION, claims -> claims.updateOne(and(eq("_id", referral.toString()), of), Updates.combine(Updates.set("by", by.id()),
                Updates.set("name", by.name()), Updates.set("since", Date.from(now)), Updates.set("until", Date.from(now.plus(lease)))))).getMatchedCount() == 1;
    }

    private static Claim claim(Document stored) {
        return new Claim(UUID.fromString(stored.getString("_id")), new Who(stored.getString("by"), stored.getString("name")),
                stored.getDate("since").toInstant(), stored.getDate("until").toInstant());
    }
}
