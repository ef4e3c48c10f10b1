package health.foramen.referral.duplicates.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import health.foramen.referral.care.Who;
import health.foramen.referral.duplicates.Merges;
import health.foramen.referral.duplicates.Suspicion;
import health.foramen.referral.duplicates.Suspicion.Verdict;
import health.foramen.referral.duplicates.Suspicions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code duplicate-suspicions}: the open ones, few. {@code duplicate-verdicts}: what a human said, by pair. {@code patient-merges}: what is under
 * way, empty most of the time.
 */
public final class MongoSuspicions implements Suspicions, Merges {

    private static final String OPEN = "duplicate-suspicions";
    private static final String VERDICTS = "duplicate-verdicts";
    private static final String MERGES = "patient-merges";

    private final MongoOperations mongo;

    public MongoSuspicions(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void raise(Suspicion suspicion) {
        if (mongo.execute(VERDICTS, verdicts -> verdicts.find(eq("_id", suspicion.id())).first()) != null) {
            return;
        }
        try {
            mongo.execute(OPEN, open -> open.insertOne(document(suspicion)));
        } catch (DuplicateKeyException _) {
            // Known already, and still open.
        }
    }

    @Override
    public Optional<Suspicion> find(String id) {
        return Optional.ofNullable(mongo.execute(VERDICTS, verdicts -> verdicts.find(eq("_id", id)).first()))
                .or(() -> Optional.ofNullable(mongo.execute(OPEN, open -> open.find(eq("_id", id)).first()))).map(MongoSuspicions::read);
    }

    @Override
    public List<Suspicion> open() {
        return mongo.execute(OPEN, open -> open.find().map(MongoSuspicions::read).into(new ArrayList<>())).stream().sorted(Comparator.comparing(Suspicion::at)).toList();
    }

    @Override
    public void judged(Suspicion suspicion) {
        mongo.execute(VERDICTS, verdicts -> verdicts.replaceOne(eq("_id", suspicion.id()), document(suspicion), new ReplaceOptions().upsert(true)));
        mongo.execute(OPEN, open -> open.deleteOne(eq("_id", suspicion.id())));
    }

    @Override
    public void begun(UnderWay merge) {
        mongo.execute(MERGES, merges -> merges.replaceOne(eq("_id", merge.gone().toString()), new Document("_id", merge.gone().toString())
                .append("kept", merge.kept().toString()).append("apart", merge.apart()).append("version", merge.version()).append("by", merge.by().id()).append("name", merge.by().name())
                .append("why", merge.why()), new ReplaceOptions().upsert(true)));
    }

    @Override
    public void ended(UnderWay merge) {
        mongo.execute(MERGES, merges -> merges.deleteOne(and(eq("_id", merge.gone().toString()), eq("version", merge.version()))));
    }

    @Override
    public List<UnderWay> underWay() {
        return mongo.execute(MERGES, merges -> merges.find().map(found -> new UnderWay(UUID.fromString(found.getString("_id")), UUID.fromString(found.getString("kept")),
                found.getBoolean("apart"), found.getLong("version"), new Who(found.getString("by"), found.getString("name")), found.getString("why"))).into(new ArrayList<>()));
    }

    private static Document document(Suspicion suspicion) {
        var document = new Document("_id", suspicion.id()).append("first", suspicion.first().toString()).append("second", suspicion.second().toString())
                .append("because", suspicion.because()).append("at", Date.from(suspicion.at()));
        suspicion.verdict().ifPresent(verdict -> document.append("same", verdict.samePerson()).append("by", verdict.by().id()).append("name", verdict.by().name())
                .append("judged", Date.from(verdict.at())));
        return document;
    }

    private static Suspicion read(Document found) {
        return new Suspicion(UUID.fromString(found.getString("first")), UUID.fromString(found.getString("second")), found.getString("because"),
                found.getDate("at").toInstant(), found.containsKey("same") ? Optional.of(new Verdict(found.getBoolean("same"),
                new Who(found.getString("by"), found.getString("name")), found.getDate("judged").toInstant())) : Optional.empty());
    }
}
