package health.foramen.scheduling.worklist.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import health.foramen.scheduling.site.Coded;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** The open items in a collection of their own, which stays small; the closed ones beside it, by the same ids. */
public final class MongoWorklist implements Worklist {

    private static final String OPEN = "worklist";
    private static final String CLOSED = "worklist-closed";

    private final MongoOperations mongo;

    public MongoWorklist(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Item> open() {
        return with(OPEN, items -> items.find().map(MongoWorklist::read).into(new ArrayList<>()));
    }

    @Override
    public Optional<Item> find(String id) {
        return Optional.ofNullable(with(OPEN, items -> items.find(eq("_id", id)).first())).map(MongoWorklist::read);
    }

    @Override
    public void put(Item item) {
        Item now = find(item.id()).map(item::after).orElse(item);
        with(OPEN, items -> items.replaceOne(eq("_id", item.id()), write(now), new ReplaceOptions().upsert(true)));
    }

    @Override
    public void putOnce(Item item) {
        if (with(CLOSED, items -> items.find(eq("_id", item.id())).first()) == null) {
            put(item);
        }
    }

    @Override
    public boolean take(String id, Item.Owner owner) {
        Document by = new Document("id", owner.id()).append("name", owner.name()).append("since", Date.from(owner.since()));
        return with(OPEN, items -> items.updateOne(and(eq("_id", id), or(exists("owner", false), eq("owner.id", owner.id()))), set("owner", by)))
                .getMatchedCount() == 1;
    }

    @Override
    public void close(Map<String, Closing> closings) {
        List<Document> closed = closings.isEmpty() ? List.of() : with(OPEN, items -> items.find(in("_id", closings.keySet())).into(new ArrayList<>()));
        if (closed.isEmpty()) {
            return;
        }
        // Kept before it leaves: a crash between the two leaves an open item, which is closed again.
        var kept = closed.stream().map(item -> {
            Closing closing = closings.get(item.getString("_id"));
            Document by = new Document("by", closing.by()).append("name", closing.name()).append("how", closing.how()).append("at", Date.from(closing.at()));
            return new ReplaceOneModel<>(eq("_id", item.getString("_id")), new Document(item).append("closed", by), new ReplaceOptions().upsert(true));
        }).toList();
        BulkWriteResult written = with(CLOSED, items -> items.bulkWrite(kept, new BulkWriteOptions().ordered(false)));
        if (written.wasAcknowledged()) {
            with(OPEN, items -> items.deleteMany(in("_id", closed.stream().map(item -> item.getString("_id")).toList())));
        }
    }

    private <T> T with(String collection, Function<MongoCollection<Document>, T> work) {
        return mongo.execute(collection, work::apply);
    }

    private static Document write(Item item) {
        Document document = new Document("_id", item.id()).append("why", item.why().code()).append("urgency", item.urgency())
                .append("since", Date.from(item.since()));
        item.patient().ifPresent(v -> document.append("patient", v));
        item.permit().ifPresent(v -> document.append("permit", v));
        item.appointment().ifPresent(v -> document.append("appointment", v));
        item.what().ifPresent(v -> document.append("what", v));
        item.due().ifPresent(v -> document.append("due", v.toString()));
        item.until().ifPresent(v -> document.append("until", Date.from(v)));
        item.owner().ifPresent(o -> document.append("owner",
                new Document("id", o.id()).append("name", o.name()).append("since", Date.from(o.since()))));
        return document;
    }

    private static Item read(Document d) {
        return new Item(d.getString("_id"), Coded.of(Why.class, d.getString("why")), text(d, "patient"), text(d, "permit"), text(d, "appointment"),
                text(d, "what"), d.getString("urgency"), d.getDate("since").toInstant(), text(d, "due").map(LocalDate::parse),
                Optional.ofNullable(d.getDate("until")).map(Date::toInstant), Optional.ofNullable(d.get("owner", Document.class)).map(MongoWorklist::owner));
    }

    private static Item.Owner owner(Document d) {
        Instant since = d.getDate("since").toInstant();
        return new Item.Owner(d.getString("id"), d.getString("name"), since);
    }

    private static Optional<String> text(Document d, String name) {
        return Optional.ofNullable(d.getString(name));
    }
}
