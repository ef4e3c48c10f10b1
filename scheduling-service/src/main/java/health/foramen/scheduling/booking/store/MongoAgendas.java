package health.foramen.scheduling.booking.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import health.foramen.outbox.StateDocuments;
import health.foramen.scheduling.booking.Agendas;
import health.foramen.scheduling.booking.Entry;
import health.foramen.scheduling.day.DayId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** One document per patient: {@code {_id: patient, entries: [...]}}. The filter of an entry refuses what the agenda forbids. */
public final class MongoAgendas implements Agendas {

    private static final String COLLECTION = "agendas";
    /** A refusal that is no longer true when it is looked into (its line was leaving) is tried again so often. */
    private static final int TRIES = 10;
    private static final int READ_AT_ONCE = 200;

    private final MongoOperations mongo;

    public MongoAgendas(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Entry> of(String patient) {
        Document found = with(agendas -> agendas.find(eq("_id", patient)).first());
        return found == null ? List.of() : read(found);
    }

    @Override
    public Map<String, List<Entry>> ofAll(Collection<String> patients) {
        var all = new HashMap<String, List<Entry>>();
        if (!patients.isEmpty()) {
            with(agendas -> agendas.find(in("_id", patients)).into(new ArrayList<>())).forEach(agenda -> all.put(agenda.getString("_id"), read(agenda)));
        }
        return all;
    }

    @Override
    public Entering enter(String patient, Entry intent) {
        Bson free = and(eq("_id", patient), nor(
                eq("entries.id", intent.appointment()),
                exists("entries." + (Entry.MOST - 1)),
                elemMatch("entries", and(eq("permit", intent.permit()), eq("live", true))),
                elemMatch("entries", and(eq("live", true), overlaps("", intent.from(), intent.to()))),
                elemMatch("entries", and(eq("live", true), overlaps("next.", intent.from(), intent.to())))));
        Bson entered = push("entries", write(intent));
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                var result = with(agendas -> agendas.updateOne(free, entered, new UpdateOptions().upsert(true)));
                if (result.getMatchedCount() == 1 || result.getUpsertedId() != null) {
                    return new Entering.Entered();
                }
            } catch (DuplicateKeyException _) {
                // The agenda is there, and its lines refused this one, or it was made in the same moment.
            }
            Optional<Entering> why = why(patient, intent);
            if (why.isPresent()) {
                return why.get();
            }
        }
        throw new IllegalStateException("the agenda of a patient refuses a line for no reason that is in it");
    }

    private Optional<Entering> why(String patient, Entry intent) {
        List<Entry> lines = of(patient);
        for (Entry line : lines) {
            if (line.appointment().equals(intent.appointment())) {
                return Optional.of(new Entering.Already(line));
            }
        }
        for (Entry line : lines) {
            if (line.live() && line.permit().equals(intent.permit())) {
                return Optional.of(new Entering.SamePermit(line));
            }
        }
        for (Entry line : lines) {
            if (line.live() && overlap(line, intent.from(), intent.to())) {
                return Optional.of(new Entering.SameTime(line));
            }
        }
        if (lines.size() >= Entry.MOST) {
            shorten(patient, lines);
        }
        return Optional.empty();
    }

    /** The oldest line of the past leaves a full agenda. */
    private void shorten(String patient, List<Entry> lines) {
        lines.stream().filter(line -> !line.live()).min(Comparator.comparing(Entry::from)).or(() -> lines.stream().min(Comparator.comparing(Entry::from)))
                .ifPresent(oldest -> update(eq("_id", patient), pull("entries", eq("id", oldest.appointment())), new UpdateOptions()));
    }

    @Override
    public boolean leave(String patient, Entry line) {
        Bson same = and(eq("id", line.appointment()), eq("attempt", line.attempt()), eq("day", line.day().key()), exists("next", false));
        return update(and(eq("_id", patient), elemMatch("entries", same)),
                pull("entries", and(eq("id", line.appointment()), eq("attempt", line.attempt()))), new UpdateOptions());
    }

    @Override
    public void settle(Collection<Line> landed) {
        if (!landed.isEmpty()) {
            with(agendas -> agendas.bulkWrite(landed.stream().map(line -> new UpdateOneModel<Document>(
                    // Only as it was written then: a move or a cancellation may have begun since, and must stay unsettled until it is seen to its end.
                    and(eq("_id", line.patient()), elemMatch("entries", and(eq("id", line.entry().appointment()), eq("attempt", line.entry().attempt()),
                            eq("written", Date.from(line.entry().written()))))),
                    set("entries.$[e].settled", true), the(line.entry().appointment()))).toList(), new BulkWriteOptions().ordered(false)));
        }
    }

    @Override
    public void unsettle(String patient, String appointment, Instant now) {
        update(line(patient, appointment), combine(set("entries.$[e].settled", false), set("entries.$[e].written", Date.from(now))), the(appointment));
    }

    @Override
    public void retire(String patient, String appointment) {
        update(line(patient, appointment), combine(set("entries.$[e].settled", true), set("entries.$[e].live", false)), the(appointment));
    }

    @Override
    public boolean revive(String patient, String appointment, Instant now) {
        Optional<Entry> line = find(patient, appointment);
        if (line.isEmpty()) {
            return false;
        }
        Entry given = line.get();
        Bson free = and(eq("_id", patient), elemMatch("entries", and(eq("id", appointment), eq("day", given.day().key()))), nor(
                elemMatch("entries", and(ne("id", appointment), eq("live", true), eq("permit", given.permit()))),
                elemMatch("entries", and(ne("id", appointment), eq("live", true), overlaps("", given.from(), given.to()))),
                elemMatch("entries", and(ne("id", appointment), eq("live", true), overlaps("next.", given.from(), given.to())))));
        return update(free, combine(set("entries.$[e].live", true), set("entries.$[e].settled", false), set("entries.$[e].written", Date.from(now))),
                the(appointment));
    }

    @Override
    public Entering beginMove(String patient, String appointment, Entry.Next next, Instant now) {
        Bson others = and(ne("id", appointment), eq("live", true));
        Bson free = and(eq("_id", patient), elemMatch("entries", and(eq("id", appointment), exists("next", false))), nor(
                elemMatch("entries", and(others, overlaps("", next.from(), next.to()))),
                elemMatch("entries", and(others, overlaps("next.", next.from(), next.to())))));
        Document to = new Document("day", next.day().key()).append("clinician", next.clinician()).append("from", Date.from(next.from()))
                .append("to", Date.from(next.to())).append("attempt", next.attempt());
        if (update(free, combine(set("entries.$[e].next", to), set("entries.$[e].settled", false), set("entries.$[e].written", Date.from(now))), the(appointment))) {
            return new Entering.Entered();
        }
        List<Entry> lines = of(patient);
        return lines.stream().filter(line -> !line.appointment().equals(appointment) && line.live() && overlap(line, next.from(), next.to())).findFirst()
                .<Entering>map(Entering.SameTime::new)
                .or(() -> lines.stream().filter(line -> line.appointment().equals(appointment)).findFirst().map(Entering.Already::new))
                .orElseThrow(() -> new IllegalStateException("appointment " + appointment + " is in no agenda"));
    }

    @Override
    public void endMove(String patient, String appointment, String attempt, boolean moved) {
        Optional<Entry> line = find(patient, appointment).filter(e -> e.next().filter(n -> n.attempt().equals(attempt)).isPresent());
        line.flatMap(Entry::next).ifPresent(next -> {
            var changes = new ArrayList<>(List.of(unset("entries.$[e].next"), set("entries.$[e].settled", true)));
            if (moved) {
                changes.addAll(List.of(set("entries.$[e].day", next.day().key()), set("entries.$[e].clinician", next.clinician()),
                        set("entries.$[e].from", Date.from(next.from())), set("entries.$[e].to", Date.from(next.to())), set("entries.$[e].attempt", attempt)));
            }
            update(and(eq("_id", patient), elemMatch("entries", and(eq("id", appointment), eq("next.attempt", attempt)))), combine(changes), the(appointment));
        });
    }

    @Override
    public List<Line> unsettledBefore(Instant written) {
        Bson orphaned = and(eq("settled", false), lt("written", Date.from(written)));
        var lines = new ArrayList<Line>();
        with(agendas -> agendas.find(elemMatch("entries", orphaned)).into(new ArrayList<>())).forEach(agenda -> read(agenda).stream()
                .filter(e -> !e.settled() && e.written().isBefore(written)).forEach(e -> lines.add(new Line(agenda.getString("_id"), e))));
        return lines;
    }

    @Override
    public void forEach(BiConsumer<String, List<Entry>> reader) {
        with(agendas -> {
            StateDocuments.readAll(agendas, Projections.include(), READ_AT_ONCE, agenda -> reader.accept(agenda.getString("_id"), read(agenda)));
            return null;
        });
    }

    private static Bson overlaps(String at, Instant from, Instant to) {
        return and(lt(at + "from", Date.from(to)), gt(at + "to", Date.from(from)));
    }

    private static boolean overlap(Entry line, Instant from, Instant to) {
        return line.from().isBefore(to) && line.to().isAfter(from)
                || line.next().filter(next -> next.from().isBefore(to) && next.to().isAfter(from)).isPresent();
    }

    private static Bson line(String patient, String appointment) {
        return and(eq("_id", patient), eq("entries.id", appointment));
    }

    private static UpdateOptions the(String appointment) {
        return new UpdateOptions().arrayFilters(List.of(eq("e.id", appointment)));
    }

    private boolean update(Bson filter, Bson change, UpdateOptions options) {
        return with(agendas -> agendas.updateOne(filter, change, options)).getMatchedCount() == 1;
    }

    private <T> T with(Function<MongoCollection<Document>, T> work) {
        return mongo.execute(COLLECTION, work::apply);
    }

    private static Document write(Entry e) {
        return new Document("id", e.appointment()).append("permit", e.permit()).append("day", e.day().key()).append("clinician", e.clinician())
                .append("from", Date.from(e.from())).append("to", Date.from(e.to())).append("live", e.live()).append("settled", e.settled())
                .append("attempt", e.attempt()).append("written", Date.from(e.written()));
    }

    private static List<Entry> read(Document agenda) {
        return agenda.getList("entries", Document.class).stream().map(d -> new Entry(d.getString("id"), d.getString("permit"), DayId.of(d.getString("day")),
                d.getString("clinician"), d.getDate("from").toInstant(), d.getDate("to").toInstant(), d.getBoolean("live"), d.getBoolean("settled"),
                d.getString("attempt"), d.getDate("written").toInstant(), Optional.ofNullable(d.get("next", Document.class)).map(MongoAgendas::next))).toList();
    }

    private static Entry.Next next(Document d) {
        return new Entry.Next(DayId.of(d.getString("day")), d.getString("clinician"), d.getDate("from").toInstant(), d.getDate("to").toInstant(),
                d.getString("attempt"));
    }
}
