package health.foramen.scheduling.day.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import health.foramen.scheduling.day.Leaves;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** One document per clinician. */
public final class MongoLeaves implements Leaves {

    private static final String KEPT = "kept";

    private final MongoOperations mongo;

    public MongoLeaves(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Leave> of(String clinician) {
        Document found = with(all -> all.find(eq("_id", clinician)).first());
        return found == null ? List.of() : lines(found).map(MongoLeaves::read).toList();
    }

    /** There are as many documents as clinicians who were ever away. */
    @Override
    public Map<String, List<Leave>> unkept() {
        var unkept = new HashMap<String, List<Leave>>();
        with(all -> all.find().into(new ArrayList<>())).forEach(d -> {
            List<Leave> theirs = lines(d).filter(line -> !line.getBoolean(KEPT, false)).map(MongoLeaves::read).toList();
            if (!theirs.isEmpty()) {
                unkept.put(d.getString("_id"), theirs);
            }
        });
        return unkept;
    }

    @Override
    public void kept(String clinician, String id) {
        with(all -> all.updateOne(and(eq("_id", clinician), eq("leaves.id", id)), set("leaves.$[l]." + KEPT, true),
                new UpdateOptions().arrayFilters(List.of(eq("l.id", id)))));
    }

    private static Stream<Document> lines(Document clinician) {
        return clinician.getList("leaves", Document.class).stream();
    }

    private static Leave read(Document d) {
        return new Leave(d.getString("id"), LocalDate.parse(d.getString("from")), LocalDate.parse(d.getString("to")), d.getString("because"), time(d, "fromTime"), time(d, "toTime"));
    }

    @Override
    public boolean add(String clinician, Leave leave) {
        Document line = new Document("id", leave.id()).append("from", leave.from().toString()).append("to", leave.to().toString())
                .append("because", leave.because());
        leave.fromTime().ifPresent(time -> line.append("fromTime", time.toString()));
        leave.toTime().ifPresent(time -> line.append("toTime", time.toString()));
        try {
            with(all -> all.updateOne(and(eq("_id", clinician), nor(eq("leaves.id", leave.id()), exists("leaves." + (MOST - 1)))),
                    push("leaves", line), new UpdateOptions().upsert(true)));
            return true;
        } catch (DuplicateKeyException _) {
            // The clinician's document is there and the filter refused it: known already, or full.
            return of(clinician).stream().anyMatch(known -> known.id().equals(leave.id()));
        }
    }

    @Override
    public boolean remove(String clinician, String id) {
        return with(all -> all.updateOne(and(eq("_id", clinician), eq("leaves.id", id)), pull("leaves", eq("id", id)))).getMatchedCount() == 1;
    }

    private static Optional<LocalTime> time(Document d, String name) {
        return Optional.ofNullable(d.getString(name)).map(LocalTime::parse);
    }

    private <T> T with(Function<MongoCollection<Document>, T> work) {
        return mongo.execute("leaves", work::apply);
    }
}
