package health.foramen.scheduling.worklist.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import health.foramen.scheduling.site.Coded;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** The open items in a collection of their own, which stays small; the closed ones beside it, by the same ids. */
public final class MongoWorklist implements Worklist {

    private static final String OPEN = "worklist";
    private static final String CLOSED = "worklist-closed";
    /** Which items were closed on which day, in pages: the closed ones themselves are found by their ids alone. */
    private static final String CLOSED_DAYS = "worklist-closed-days";
    private static final String PEOPLE = "worklist-people";
    /** Ids on one page; a batch of closings may lie on top. */
    private static final int PAGE = 400;
    /** A reader wants to find again what was done, not to count a year. */
    private static final int MOST_PAGES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(MongoWorklist.class);

    private final MongoOperations mongo;
    private final Set<Colleague> known = ConcurrentHashMap.newKeySet();

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
        return with(OPEN, items -> items.updateOne(and(eq("_id", id), or(exists("owner", false), eq("owner.id", owner.id()))), set("owner", write(owner))))
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
            List<String> ids = closed.stream().map(item -> item.getString("_id")).toList();
            with(OPEN, items -> items.deleteMany(in("_id", ids)));
            remember(ids, closings);
        }
    }

    private void remember(List<String> ids, Map<String, Closing> closings) {
        ids.stream().collect(Collectors.groupingBy(id -> day(closings.get(id).at()))).forEach((date, closed) -> {
            for (int page = 0; !remembered(date, page, closed); page++) {
                LOG.debug("page {} of {} is full", page, date);
            }
        });
    }

    /** {@code false}: the page is full. */
    private boolean remembered(LocalDate date, int page, List<String> ids) {
        try {
            with(CLOSED_DAYS, days -> days.updateOne(and(eq("_id", date + "|" + page), lt("count", PAGE)),
                    combine(pushEach("ids", ids), inc("count", ids.size())), new UpdateOptions().upsert(true)));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public boolean giveBack(String id, String person) {
        return with(OPEN, items -> items.updateOne(and(eq("_id", id), eq("owner.id", person)), unset("owner"))).getMatchedCount() == 1;
    }

    @Override
    public boolean assign(String id, Optional<String> from, Item.Owner to) {
        Bson seen = from.map(owner -> eq("owner.id", owner)).orElseGet(() -> exists("owner", false));
        return with(OPEN, items -> items.updateOne(and(eq("_id", id), seen), set("owner", write(to)))).getMatchedCount() == 1;
    }

    @Override
    public boolean snooze(String id, Optional<LocalDate> until) {
        Bson change = until.map(date -> set("snoozedUntil", date.toString())).orElseGet(() -> unset("snoozedUntil"));
        return with(OPEN, items -> items.updateOne(eq("_id", id), change)).getMatchedCount() == 1;
    }

    @Override
    public boolean reopen(String id) {
        Document closed = with(CLOSED, items -> items.find(eq("_id", id)).first());
        if (closed == null) {
            return false;
        }
        var open = new Document(closed);
        open.remove("closed");
        open.remove("snoozedUntil");
        try {
            // Open before it is no longer closed: a crash between the two leaves both, and closing it once more replaces the one.
            with(OPEN, items -> items.insertOne(open));
        } catch (DuplicateKeyException _) {
            return false;
        }
        with(CLOSED, items -> items.deleteOne(eq("_id", id)));
        return true;
    }

    @Override
    public Optional<Closed> findClosed(String id) {
        return Optional.ofNullable(with(CLOSED, items -> items.find(eq("_id", id)).first())).map(MongoWorklist::closed);
    }

    @Override
    public List<Closed> closedOn(LocalDate date) {
        List<String> pages = IntStream.range(0, MOST_PAGES).mapToObj(page -> date + "|" + page).toList();
        List<String> ids = with(CLOSED_DAYS, days -> days.find(in("_id", pages)).into(new ArrayList<>())).stream()
                .flatMap(page -> page.getList("ids", String.class).stream()).distinct().toList();
        return ids.isEmpty() ? List.of() : with(CLOSED, items -> items.find(in("_id", ids)).into(new ArrayList<>())).stream().map(MongoWorklist::closed)
                .filter(c -> day(c.closing().at()).equals(date)).sorted(Comparator.comparing((Closed c) -> c.closing().at()).reversed()).toList();
    }

    @Override
    public void met(Colleague colleague) {
        if (known.add(colleague)) {
            with(PEOPLE, people -> people.replaceOne(eq("_id", colleague.id()), new Document("_id", colleague.id()).append("name", colleague.name()),
                    new ReplaceOptions().upsert(true)));
        }
    }

    /** As many as work at the desks of a clinic. */
    @Override
    public List<Colleague> colleagues() {
        return with(PEOPLE, people -> people.find().into(new ArrayList<>())).stream().map(d -> new Colleague(d.getString("_id"), d.getString("name")))
                .sorted(Comparator.comparing(Colleague::name)).toList();
    }

    private static Closed closed(Document d) {
        Document by = d.get("closed", Document.class);
        return new Closed(read(d), new Closing(by.getString("by"), by.getString("name"), by.getString("how"), by.getDate("at").toInstant()));
    }

    private static Document write(Item.Owner owner) {
        return new Document("id", owner.id()).append("name", owner.name()).append("since", Date.from(owner.since()));
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
        item.owner().ifPresent(o -> document.append("owner", write(o)));
        item.snoozedUntil().ifPresent(v -> document.append("snoozedUntil", v.toString()));
        return document;
    }

    private static Item read(Document d) {
        return new Item(d.getString("_id"), Coded.of(Why.class, d.getString("why")), text(d, "patient"), text(d, "permit"), text(d, "appointment"),
                text(d, "what"), d.getString("urgency"), d.getDate("since").toInstant(), text(d, "due").map(LocalDate::parse),
                Optional.ofNullable(d.getDate("until")).map(Date::toInstant), Optional.ofNullable(d.get("owner", Document.class)).map(MongoWorklist::owner),
                text(d, "snoozedUntil").map(LocalDate::parse));
    }

    private static Item.Owner owner(Document d) {
        Instant since = d.getDate("since").toInstant();
        return new Item.Owner(d.getString("id"), d.getString("name"), since);
    }

    private static Optional<String> text(Document d, String name) {
        return Optional.ofNullable(d.getString(name));
    }
}
