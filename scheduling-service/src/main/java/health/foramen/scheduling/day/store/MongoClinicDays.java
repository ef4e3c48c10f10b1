package health.foramen.scheduling.day.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static health.foramen.scheduling.day.store.AppointmentDocuments.date;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.day.Marks;
import health.foramen.scheduling.site.Hours;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.conversions.Bson;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * One document per clinic day: {@code {_id: "lakeside|2026-12-03", version, zone, blocks, appointments, outbox}}. The version grows with
 * every write but the flush of the outbox, so that a reader of versions alone knows what to read again.
 *
 * <p>Abandoned attempts lie among the appointments as {@code {id: attempt, status: "abandoned"}}: they claim nothing, and whoever
 * lands must not find their own.
 */
public final class MongoClinicDays implements ClinicDays {

    /** A full day is a large document: so few cross the line at once when all are read. */
    private static final int DAYS_AT_ONCE = 20;
    private static final String COLLECTION = "days";
    private static final DocumentCodec DOCUMENTS = new DocumentCodec();
    private static final String ABANDONED = "abandoned";
    private static final List<String> OVER = List.of("cancelled", "no-show", "completed");

    private final MongoOperations mongo;
    private final Outbox outbox;

    public MongoClinicDays(MongoOperations mongo, Outbox outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
        outbox.watch(COLLECTION);
    }

    @Override
    public Optional<ClinicDay> find(DayId day) {
        return Optional.ofNullable(with(days -> days.find(eq("_id", day.key())).projection(Projections.exclude("outbox")).first())).map(MongoClinicDays::read);
    }

    @Override
    public List<ClinicDay> findAll(Collection<DayId> wanted) {
        return wanted.isEmpty() ? List.of() : with(days -> days.find(among(wanted)).projection(Projections.exclude("outbox"))
                .map(MongoClinicDays::read).into(new ArrayList<>()));
    }

    @Override
    public List<Appointment> findAppointments(Collection<DayId> on, Set<String> wanted) {
        var found = new ArrayList<Appointment>();
        if (!on.isEmpty() && !wanted.isEmpty()) {
            with(days -> {
                days.withDocumentClass(RawBsonDocument.class).find(among(on)).projection(Projections.include("zone", "appointments"))
                        .forEach(day -> read(day, wanted, found::add));
                return null;
            });
        }
        return found;
    }

    /** Unpacks no more than is wanted. */
    private static void read(RawBsonDocument day, Set<String> wanted, Consumer<Appointment> reader) {
        DayId id = DayId.of(day.getString("_id").getValue());
        ZoneId zone = ZoneId.of(day.getString("zone").getValue());
        for (BsonValue appointment : day.getArray("appointments")) {
            var packed = (RawBsonDocument) appointment;
            if (wanted.contains(packed.getString("id").getValue())) {
                Document unpacked = packed.decode(DOCUMENTS);
                if (stands(unpacked)) {
                    reader.accept(AppointmentDocuments.read(unpacked, id, zone));
                }
            }
        }
    }

    private static boolean stands(Document appointment) {
        return !ABANDONED.equals(appointment.getString("status"));
    }

    @Override
    public Map<DayId, Long> versions(Collection<DayId> wanted) {
        var versions = new HashMap<DayId, Long>();
        if (!wanted.isEmpty()) {
            with(days -> days.find(among(wanted)).projection(Projections.include("version")).into(new ArrayList<>()))
                    .forEach(d -> versions.put(DayId.of(d.getString("_id")), d.getLong("version")));
        }
        return versions;
    }

    @Override
    public void forEach(Consumer<ClinicDay> reader) {
        with(days -> {
            StateDocuments.readAll(days, Projections.exclude("outbox"), DAYS_AT_ONCE, day -> reader.accept(read(day)));
            return null;
        });
    }

    @Override
    public boolean place(Appointment appointment, int blockRevision, String attempt, Optional<Happening> happening, Instant at) {
        var refused = new ArrayList<Bson>();
        refused.add(in("appointments.id", appointment.id(), attempt));
        refused.add(exists("appointments." + (ClinicDay.MOST_APPOINTMENTS - 1)));
        refused.add(taken(appointment.claims(), appointment.id()));
        Bson free = and(eq("_id", appointment.place().day().key()), open(appointment.place().block(), blockRevision), nor(refused));
        var changes = new ArrayList<>(List.of(push("appointments", AppointmentDocuments.write(appointment)), inc("version", 1L)));
        Optional<OutboxEvent> news = happening.map(h -> AppointmentFact.event(appointment, h, at));
        news.ifPresent(event -> changes.add(push("outbox", event.toDocument())));
        boolean stored = update(free, combine(changes), new UpdateOptions());
        if (stored) {
            news.ifPresent(event -> outbox.begun(COLLECTION, appointment.place().day().key(), List.of(event)));
        }
        return stored;
    }

    @Override
    public boolean change(Appointment seen, Appointment next, Happening happening, Instant at) {
        Bson asSeen = and(eq("_id", seen.place().day().key()), elemMatch("appointments", asSeen(seen)));
        return store(asSeen, next, happening, at);
    }

    @Override
    public boolean shift(Appointment seen, Appointment next, int blockRevision, String attempt, Happening happening, Instant at) {
        var refused = new ArrayList<Bson>();
        refused.add(eq("appointments.id", attempt));
        refused.add(taken(next.claims(), next.id()));
        Bson free = and(eq("_id", seen.place().day().key()), elemMatch("appointments", asSeen(seen)), open(next.place().block(), blockRevision), nor(refused));
        return store(free, next, happening, at);
    }

    @Override
    public boolean reclaim(Appointment seen, Appointment next, Happening happening, Instant at) {
        Bson free = and(eq("_id", seen.place().day().key()), elemMatch("appointments", asSeen(seen)));
        return store(next.claims().isEmpty() ? free : and(free, nor(taken(next.claims(), next.id()))), next, happening, at);
    }

    @Override
    public boolean reclaim(Appointment seen, List<Claim> claims) {
        Bson free = and(eq("_id", seen.place().day().key()), elemMatch("appointments", asSeen(seen)),
                nor(taken(claims, seen.id())));
        // The marks count on, so that whoever has seen the old claims cannot write them back.
        return update(free, combine(set("appointments.$[a].claims", AppointmentDocuments.claims(claims)), inc("appointments.$[a].marks.count", 1),
                inc("version", 1L)), the(seen.id()));
    }

    @Override
    public boolean mark(Appointment seen, Marks marks) {
        return update(and(eq("_id", seen.place().day().key()), elemMatch("appointments", asSeen(seen))),
                combine(set("appointments.$[a].marks", AppointmentDocuments.write(marks)), inc("version", 1L)), the(seen.id()));
    }

    @Override
    public boolean extend(Appointment hold, Appointment next) {
        return update(and(eq("_id", hold.place().day().key()), elemMatch("appointments", held(hold))),
                combine(set("appointments.$[a]", AppointmentDocuments.write(next)), inc("version", 1L)), the(hold.id()));
    }

    /** Within one day the hold becomes a marker of the past beside the appointment that took its claims. */
    @Override
    public boolean takeOver(Appointment hold, Appointment next, Optional<Appointment> seen, int blockRevision, String attempt, Happening happening, Instant at) {
        Bson there = and(elemMatch("appointments", held(hold)), open(hold.place().block(), blockRevision));
        Document moved = AppointmentDocuments.write(next);
        boolean stored = seen.map(before -> update(
                and(eq("_id", hold.place().day().key()), and(there, elemMatch("appointments", asSeen(before))), nor(eq("appointments.id", attempt))),
                combine(set("appointments.$[a]", moved), set("appointments.$[h]", new Document("id", hold.id()).append("status", ABANDONED)),
                        inc("version", 1L), tell(next, happening, at)),
                new UpdateOptions().arrayFilters(List.of(eq("a.id", next.id()), eq("h.id", hold.id())))))
                .orElseGet(() -> update(and(eq("_id", hold.place().day().key()), there, nor(in("appointments.id", next.id(), attempt))),
                        combine(set("appointments.$[a]", moved), inc("version", 1L), tell(next, happening, at)), the(hold.id())));
        if (stored) {
            outbox.changed(COLLECTION, next.place().day().key());
        }
        return stored;
    }

    @Override
    public boolean release(Appointment hold) {
        return update(and(eq("_id", hold.place().day().key()), elemMatch("appointments", held(hold))),
                combine(pull("appointments", eq("id", hold.id())), inc("version", 1L)), new UpdateOptions());
    }

    @Override
    public Optional<Appointment> beginMove(Appointment seen, Appointment.Moving moving) {
        Bson asSeen = and(eq("_id", seen.place().day().key()),
                elemMatch("appointments", and(eq("id", seen.id()), eq("revision", seen.revision()), exists("moving", false))));
        Document after = with(days -> days.findOneAndUpdate(asSeen,
                combine(set("appointments.$[a].moving", AppointmentDocuments.write(moving)), inc("version", 1L)),
                new FindOneAndUpdateOptions().arrayFilters(List.of(eq("a.id", seen.id()))).returnDocument(ReturnDocument.AFTER)
                        .projection(Projections.exclude("outbox"))));
        return Optional.ofNullable(after).flatMap(d -> read(d).appointment(seen.id()));
    }

    @Override
    public boolean stay(DayId day, String appointment, String attempt) {
        return update(moving(day, appointment, attempt), combine(unset("appointments.$[a].moving"), inc("version", 1L)), the(appointment));
    }

    @Override
    public boolean leave(DayId day, String appointment, String attempt) {
        return update(moving(day, appointment, attempt), combine(pull("appointments", eq("id", appointment)), inc("version", 1L)), new UpdateOptions());
    }

    @Override
    public boolean abandon(DayId day, String appointment, String attempt) {
        Bson neither = and(eq("_id", day.key()), nor(in("appointments.id", appointment, attempt)));
        Document marker = new Document("id", attempt).append("status", ABANDONED);
        if (update(neither, combine(push("appointments", marker), inc("version", 1L)), new UpdateOptions())) {
            return true;
        }
        // Not written: it landed, it was abandoned before, or there is no such day for it to land in.
        return with(days -> days.find(and(eq("_id", day.key()), eq("appointments.id", appointment))).projection(Projections.include("_id")).first()) == null;
    }

    @Override
    public boolean publish(DayId day, ZoneId zone, Block block) {
        var refused = new ArrayList<Bson>();
        refused.add(eq("blocks.id", block.id()));
        refused.add(exists("blocks." + (ClinicDay.MOST_BLOCKS - 1)));
        refused.add(standing(block, "clinician", block.clinician()));
        refused.add(standing(block, "room", block.room()));
        try {
            return with(days -> {
                var result = days.updateOne(and(eq("_id", day.key()), nor(refused)),
                        combine(push("blocks", write(block)), inc("version", 1L), setOnInsert("zone", zone.getId()),
                                setOnInsert("appointments", List.of()), setOnInsert("outbox", List.of())), new UpdateOptions().upsert(true));
                return result.getMatchedCount() == 1 || result.getUpsertedId() != null;
            });
        } catch (DuplicateKeyException _) {
            // The day is there, and the filter refused it.
            return false;
        }
    }

    @Override
    public boolean amend(DayId day, Block seen, Block next) {
        var refused = new ArrayList<Bson>();
        refused.add(elemMatch("appointments", and(eq("place.block", seen.id()), nin("status", OVER))));
        refused.add(standing(next, "clinician", next.clinician()));
        refused.add(standing(next, "room", next.room()));
        return update(and(eq("_id", day.key()), open(seen.id(), seen.revision()), nor(refused)),
                combine(set("blocks.$[b]", write(next)), inc("version", 1L)), new UpdateOptions().arrayFilters(List.of(eq("b.id", seen.id()))));
    }

    @Override
    public boolean curtail(DayId day, Block seen, Block next) {
        return update(and(eq("_id", day.key()), open(seen.id(), seen.revision())), combine(set("blocks.$[b]", write(next)), inc("version", 1L)),
                new UpdateOptions().arrayFilters(List.of(eq("b.id", seen.id()))));
    }

    @Override
    public boolean close(DayId day, Block seen, String because) {
        return update(and(eq("_id", day.key()), open(seen.id(), seen.revision())),
                combine(set("blocks.$[b].open", false), set("blocks.$[b].because", because), inc("blocks.$[b].revision", 1), inc("version", 1L)),
                new UpdateOptions().arrayFilters(List.of(eq("b.id", seen.id()))));
    }

    /** Another appointment has one of the units at some time of the claim on it. One look at each appointment, however many are claimed. */
    private static Bson taken(List<Claim> claims, String self) {
        return elemMatch("appointments", and(ne("id", self), elemMatch("claims", or(claims.stream()
                .map(claim -> and(eq("unit", claim.unit()), lt("from", date(claim.to())), gt("to", date(claim.from())))).toList()))));
    }

    private static Bson standing(Block block, String unit, String id) {
        return elemMatch("blocks", and(ne("id", block.id()), eq(unit, id), eq("open", true),
                lt("from", block.hours().to().toString()), gt("to", block.hours().from().toString())));
    }

    private static Bson open(String block, int revision) {
        return elemMatch("blocks", and(eq("id", block), eq("revision", revision), eq("open", true)));
    }

    private static Bson asSeen(Appointment seen) {
        return and(eq("id", seen.id()), eq("revision", seen.revision()), eq("marks.count", seen.marks().count()), exists("moving", false));
    }

    private static Bson held(Appointment hold) {
        return and(eq("id", hold.id()), eq("revision", hold.revision()), eq("status", "held"));
    }

    private static Bson moving(DayId day, String appointment, String attempt) {
        return and(eq("_id", day.key()), elemMatch("appointments", and(eq("id", appointment), eq("moving.attempt", attempt))));
    }

    private boolean store(Bson filter, Appointment next, Happening happening, Instant at) {
        var changes = new ArrayList<>(List.of(set("appointments.$[a]", AppointmentDocuments.write(next)), inc("version", 1L)));
        if (happening.told()) {
            changes.add(tell(next, happening, at));
        }
        boolean stored = update(filter, combine(changes), the(next.id()));
        if (stored && happening.told()) {
            outbox.changed(COLLECTION, next.place().day().key());
        }
        return stored;
    }

    private static Bson tell(Appointment appointment, Happening happening, Instant at) {
        return push("outbox", AppointmentFact.event(appointment, happening, at).toDocument());
    }

    private boolean update(Bson filter, Bson change, UpdateOptions options) {
        return with(days -> days.updateOne(filter, change, options)).getMatchedCount() == 1;
    }

    private static UpdateOptions the(String appointment) {
        return new UpdateOptions().arrayFilters(List.of(eq("a.id", appointment)));
    }

    private static Bson among(Collection<DayId> days) {
        return in("_id", days.stream().map(DayId::key).toList());
    }

    private <T> T with(Function<MongoCollection<Document>, T> work) {
        return mongo.execute(COLLECTION, work::apply);
    }

    private static Document write(Block block) {
        Document document = new Document("id", block.id()).append("revision", block.revision()).append("clinician", block.clinician())
                .append("room", block.room()).append("nurses", block.nurses()).append("from", block.hours().from().toString())
                .append("to", block.hours().to().toString()).append("open", block.open());
        block.device().ifPresent(device -> document.append("device", device));
        if (!block.away().isEmpty()) {
            document.append("away", block.away().stream().map(h -> new Document("from", h.from().toString()).append("to", h.to().toString())).toList());
        }
        return document;
    }

    private static ClinicDay read(Document d) {
        DayId id = DayId.of(d.getString("_id"));
        ZoneId zone = ZoneId.of(d.getString("zone"));
        return new ClinicDay(id, zone, d.getLong("version"), d.getList("blocks", Document.class).stream().map(MongoClinicDays::block).toList(),
                d.getList("appointments", Document.class).stream().filter(MongoClinicDays::stands)
                        .map(a -> AppointmentDocuments.read(a, id, zone)).toList());
    }

    private static Block block(Document d) {
        return new Block(d.getString("id"), d.getInteger("revision"), d.getString("clinician"), d.getString("room"),
                Optional.ofNullable(d.getString("device")), d.getList("nurses", String.class),
                new Hours(LocalTime.parse(d.getString("from")), LocalTime.parse(d.getString("to"))), d.getBoolean("open"),
                Optional.ofNullable(d.getString("because")), d.getList("away", Document.class, List.of()).stream()
                .map(h -> new Hours(LocalTime.parse(h.getString("from")), LocalTime.parse(h.getString("to")))).toList());
    }
}
