package health.foramen.referral.referral.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import health.foramen.referral.care.Coded;
import health.foramen.referral.intake.Completeness;
import health.foramen.referral.referral.Desk;
import health.foramen.referral.referral.DeskEntry;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Referrals.Wanted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code open-referrals-<desk>}: which referrals somebody still has to do something about. An entry's id is its place in the line of the desk
 * and then the referral, so a page of the line is a range of ids; beside it stands what a line is filtered by. An entry is made before the
 * referral is written and taken away after it, each with the revision that caused it, so the list may name too many and never too few. It can be
 * built anew from the referrals at any time.
 */
final class OpenItems {

    /** An entry that its referral does not bear out is a write that is under way, or after this long one that never came. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int LENGTH_OF_AN_ID = 36;

    private final MongoOperations mongo;
    private final InstantSource realTime;

    OpenItems(MongoOperations mongo, InstantSource realTime) {
        this.mongo = mongo;
        this.realTime = realTime;
    }

    /** @param id of the entry: its place, then the referral */
    record Item(String id) {

        static Item of(DeskEntry entry, UUID referral) {
            return new Item(entry.place() + referral);
        }

        UUID referral() {
            return UUID.fromString(id.substring(id.length() - LENGTH_OF_AN_ID));
        }

        String place() {
            return id.substring(0, id.length() - LENGTH_OF_AN_ID);
        }
    }

    static String collection(Desk desk) {
        return "open-referrals-" + desk.code();
    }

    /** @param referral as it is when it comes to stand there, or no longer does */
    record Standing(DeskEntry entry, Referral referral) {

        Item item() {
            return Item.of(entry, referral.id());
        }
    }

    void enter(List<Standing> begun) {
        atEachDesk(begun, this::entering);
    }

    /** Unless a later change has brought it back. */
    void leave(List<Standing> ended) {
        atEachDesk(ended, end -> new DeleteOneModel<>(and(eq("_id", end.item().id()), lte("revision", end.referral().revision()))));
    }

    private void atEachDesk(List<Standing> standing, Function<Standing, WriteModel<Document>> write) {
        standing.stream().collect(Collectors.groupingBy(its -> its.entry().desk(), Collectors.mapping(write, Collectors.toList())))
                .forEach((desk, writes) -> mongo.execute(collection(desk), items -> items.bulkWrite(writes, UNORDERED)));
    }

    private WriteModel<Document> entering(Standing begun) {
        var entry = begun.entry();
        var referral = begun.referral();
        var marks = new ArrayList<>(List.of(Updates.max("revision", referral.revision()), Updates.set("since", Date.from(realTime.instant()))));
        if (entry.desk() == Desk.TRIAGE) {
            marks.add(Updates.set("practice", referral.practiceId()));
            marks.add(Updates.set("urgency", referral.intake().urgency().code()));
            marks.add(Updates.set("payer", referral.intake().payer().orElse(null)));
            marks.add(Updates.set("procedure", referral.intake().requestedProcedure().map(Coded::code).orElse(null)));
            marks.add(Updates.set("asked", referral.isAsked()));
            marks.add(Updates.set("unfinished", referral.isAsked() || !Completeness.of(referral.intake()).isWhole()));
        }
        return new UpdateOneModel<>(eq("_id", begun.item().id()), Updates.combine(marks), new UpdateOptions().upsert(true));
    }

    /** The referral says that it does not stand here. */
    void forget(Desk desk, Item item) {
        var longAgo = Date.from(realTime.instant().minus(UNDER_WAY));
        mongo.execute(collection(desk), items -> items.deleteOne(and(eq("_id", item.id()), lt("since", longAgo))));
    }

    List<Item> all(Desk desk) {
        return mongo.execute(collection(desk), items -> items.find().projection(Projections.include("_id")).map(OpenItems::item).into(new ArrayList<>()));
    }

    /** @param after the id of the last one that was read; empty at the beginning */
    List<Item> read(Desk desk, Wanted wanted, String after, int most) {
        var these = filter(wanted);
        these.add(gt("_id", after));
        return mongo.execute(collection(desk), items -> items.find(and(these)).sort(Sorts.ascending("_id")).limit(most).map(OpenItems::item).into(new ArrayList<>()));
    }

    /** Those of the entries that are there and fit. */
    List<Item> read(Desk desk, Wanted wanted, List<Item> entries) {
        var these = filter(wanted);
        these.add(in("_id", entries.stream().map(Item::id).toList()));
        return mongo.execute(collection(desk), items -> items.find(and(these)).sort(Sorts.ascending("_id")).map(OpenItems::item).into(new ArrayList<>()));
    }

    int count(Desk desk, Wanted wanted) {
        var these = filter(wanted);
        return mongo.execute(collection(desk), items -> these.isEmpty() ? items.estimatedDocumentCount() : items.countDocuments(and(these))).intValue();
    }

    private static List<Bson> filter(Wanted wanted) {
        var filter = new ArrayList<Bson>();
        wanted.urgency().ifPresent(urgency -> filter.add(eq("urgency", urgency.code())));
        wanted.payer().ifPresent(payer -> filter.add(eq("payer", payer)));
        wanted.procedure().ifPresent(procedure -> filter.add(eq("procedure", procedure.code())));
        wanted.practice().ifPresent(practice -> filter.add(eq("practice", practice)));
        if (wanted.unfinished()) {
            filter.add(eq("unfinished", true));
        }
        if (wanted.asked()) {
            filter.add(eq("asked", true));
        }
        return filter;
    }

    private static Item item(Document stored) {
        return new Item(stored.getString("_id"));
    }
}
