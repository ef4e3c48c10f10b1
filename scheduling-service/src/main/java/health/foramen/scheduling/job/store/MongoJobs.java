package health.foramen.scheduling.job.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.job.Jobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Jobs under way in a collection of their own, which is nearly always empty; those that are over beside it, by the same ids. A step is noted
 * by one conditional write of the holder.
 */
public final class MongoJobs implements Jobs {

    private static final String UNDER_WAY = "jobs";
    private static final String OVER = "jobs-over";

    private final MongoOperations mongo;

    public MongoJobs(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public boolean add(Job job) {
        if (one(OVER, job.id()).isPresent()) {
            return false;
        }
        try {
            with(UNDER_WAY, jobs -> jobs.insertOne(write(job)));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    @Override
    public Optional<Job> find(String id) {
        // In this order: a job that is just being put away is met in one of the two.
        return one(UNDER_WAY, id).or(() -> one(OVER, id)).map(MongoJobs::read);
    }

    @Override
    public List<Job> underWay() {
        return with(UNDER_WAY, jobs -> jobs.find().map(MongoJobs::read).into(new ArrayList<>()));
    }

    @Override
    public Optional<Job> claim(String holder, Instant now, Instant until) {
        List<Document> known = with(UNDER_WAY, jobs -> jobs.find().projection(Projections.include("lease")).into(new ArrayList<>()));
        return known.stream().filter(job -> free(job, now)).map(job -> {
            Document lease = job.get("lease", Document.class);
            Bson asSeen = and(eq("_id", job.getString("_id")), lease == null ? exists("lease", false) : eq("lease.until", lease.getDate("until")));
            return with(UNDER_WAY, jobs -> jobs.findOneAndUpdate(asSeen,
                    set("lease", new Document("holder", holder).append("until", Date.from(until))),
                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
        }).filter(Objects::nonNull).findFirst().map(MongoJobs::read);
    }

    private static boolean free(Document job, Instant now) {
        Document lease = job.get("lease", Document.class);
        return lease == null || !lease.getDate("until").toInstant().isAfter(now);
    }

    @Override
    public boolean note(String id, String holder, int step, Job.Done done, Instant until) {
        var changes = new ArrayList<Bson>();
        changes.add(set("steps." + step + ".became", done.became()));
        done.note().ifPresent(note -> changes.add(set("steps." + step + ".note", note)));
        changes.add(set("lease.until", Date.from(until)));
        return with(UNDER_WAY, jobs -> jobs.updateOne(held(id, holder), combine(changes))).getMatchedCount() == 1;
    }

    @Override
    public int brokeDown(String id, String holder, int step) {
        Document after = with(UNDER_WAY, jobs -> jobs.findOneAndUpdate(held(id, holder), inc("steps." + step + ".broken", 1),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
        return after == null ? 0 : after.getList("steps", Document.class).get(step).getInteger("broken");
    }

    @Override
    public void finish(String id, String holder, Instant at) {
        Document whole = with(UNDER_WAY, jobs -> jobs.find(held(id, holder)).first());
        if (whole == null) {
            return;
        }
        whole.remove("lease");
        whole.append("finished", Date.from(at));
        // Kept before it leaves: a crash between the two leaves it under way with all steps noted, and it is finished again.
        with(OVER, jobs -> jobs.replaceOne(eq("_id", id), whole, new ReplaceOptions().upsert(true)));
        with(UNDER_WAY, jobs -> jobs.deleteOne(held(id, holder)));
    }

    @Override
    public void release(String holder) {
        with(UNDER_WAY, jobs -> jobs.updateMany(eq("lease.holder", holder), unset("lease")));
    }

    private static Bson held(String id, String holder) {
        return and(eq("_id", id), eq("lease.holder", holder));
    }

    private Optional<Document> one(String collection, String id) {
        return Optional.ofNullable(with(collection, jobs -> jobs.find(eq("_id", id)).first()));
    }

    private <T> T with(String collection, Function<MongoCollection<Document>, T> work) {
        return mongo.execute(collection, work::apply);
    }

    private static Document write(Job job) {
        return new Document("_id", job.id()).append("kind", job.kind()).append("title", job.title()).append("back", job.back())
                .append("by", job.by()).append("name", job.name()).append("request", job.request()).append("asked", Date.from(job.asked()))
                .append("steps", job.steps().stream().map(s -> new Document("what", new Document(new LinkedHashMap<>(s.what())))).toList());
    }

    private static Job read(Document d) {
        return new Job(d.getString("_id"), d.getString("kind"), d.getString("title"), d.getString("back"), d.getString("by"), d.getString("name"),
                d.getString("request"), d.getDate("asked").toInstant(), d.getList("steps", Document.class).stream().map(MongoJobs::step).toList(),
                Optional.ofNullable(d.getDate("finished")).map(Date::toInstant));
    }

    private static Job.Step step(Document d) {
        Map<String, String> what = new LinkedHashMap<>();
        d.get("what", Document.class).forEach((name, value) -> what.put(name, (String) value));
        return new Job.Step(what, Optional.ofNullable(d.getString("became")), Optional.ofNullable(d.getString("note")));
    }
}
