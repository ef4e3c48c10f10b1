package health.foramen.referral.history.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import health.foramen.outbox.Json;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Who;
import health.foramen.referral.history.HistoryList;
import health.foramen.referral.history.HistoryList.Counts;
import health.foramen.referral.history.HistoryList.Judged;
import health.foramen.referral.history.HistoryList.Line;
import health.foramen.referral.history.HistoryList.Phase;
import health.foramen.referral.history.HistoryList.Verdict;
import health.foramen.referral.history.HistoryLists;
import health.foramen.referral.history.JudgingLines;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.core.type.TypeReference;

/**
 * {@code history-lists}: one small document each, a few dozen at most. {@code history-pieces}: the lines, {@value HistoryList#PIECE} to a
 * document, written before the list that names them. The cells are kept as one text, since a heading may hold any character.
 */
public final class MongoHistoryLists implements HistoryLists {

    private static final String COLLECTION = "history-lists";
    private static final String PIECES = "history-pieces";
    private static final int MOST_LISTS = 60;
    /** Who takes a list has so long for one piece; then another may. In real time. */
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final TypeReference<LinkedHashMap<String, String>> CELLS = new TypeReference<>() { };

    private final MongoOperations mongo;
    private final InstantSource realTime;

    public MongoHistoryLists(MongoOperations mongo, InstantSource realTime) {
        this.mongo = mongo;
        this.realTime = realTime;
    }

    @Override
    public Optional<HistoryList> find(UUID id) {
        return Optional.ofNullable(mongo.execute(COLLECTION, lists -> lists.find(eq("_id", id.toString())).first())).map(MongoHistoryLists::read);
    }

    @Override
    public List<HistoryList> newest() {
        return all().stream().sorted(Comparator.comparing(HistoryList::at).reversed()).toList();
    }

    @Override
    public boolean add(HistoryList list, List<Line> lines) {
        if (find(list.id()).isPresent()) {
            return false;
        }
        for (int piece = 0; piece < list.pieces(); piece++) {
            var id = place(list.id(), piece);
            var its = lines.subList(piece * HistoryList.PIECE, Math.min(lines.size(), (piece + 1) * HistoryList.PIECE));
            var document = new Document("_id", id).append("lines", its.stream().map(line -> new Document("number", line.number())
                    .append("cells", Json.mapper().writeValueAsString(line.cells()))).toList());
            mongo.execute(PIECES, pieces -> pieces.replaceOne(eq("_id", id), document, new ReplaceOptions().upsert(true)));
        }
        try {
            mongo.execute(COLLECTION, lists -> lists.insertOne(written(list)));
        } catch (DuplicateKeyException _) {
            return false;
        }
        newest().stream().skip(MOST_LISTS).forEach(this::forget);
        return true;
    }

    @Override
    public boolean turn(UUID id, Phase from, Phase to) {
        return mongo.execute(COLLECTION, lists -> lists.updateOne(and(eq("_id", id.toString()), eq("phase", from.code())),
                Updates.combine(Updates.set("phase", to.code()), Updates.set("next", 0)))).getModifiedCount() == 1;
    }

    @Override
    public Optional<HistoryList> take() {
        var now = realTime.instant();
        return all().stream().filter(list -> list.phase().works()).sorted(Comparator.comparing(HistoryList::at))
                .filter(list -> mongo.execute(COLLECTION, lists -> lists.updateOne(and(eq("_id", list.id().toString()), eq("phase", list.phase().code()),
                        eq("next", list.next()), lt("leased", Date.from(now))), Updates.set("leased", Date.from(now.plus(LEASE))))).getModifiedCount() == 1)
                .findFirst();
    }

    @Override
    public List<Line> piece(UUID id, int piece) {
        return stored(id, piece).stream().map(MongoHistoryLists::line).toList();
    }

    @Override
    public void worked(HistoryList list, List<Judged> piece) {
        var id = place(list.id(), list.next());
        var found = new ArrayList<Bson>();
        // What a line says is left alone: it may have been struck meanwhile.
        for (int at = 0; at < piece.size(); at++) {
            var place = "lines." + at + ".";
            found.add(Updates.set(place + "verdict", piece.get(at).verdict().code()));
            found.add(piece.get(at).because().map(because -> Updates.set(place + "because", because)).orElseGet(() -> Updates.unset(place + "because")));
        }
        mongo.execute(PIECES, pieces -> pieces.updateOne(eq("_id", id), Updates.combine(found)));
        var counts = list.phase() == Phase.RECORDING ? "recorded" : "checked";
        var after = list.phase() == Phase.RECORDING ? Phase.DONE : Phase.CHECKED;
        mongo.execute(COLLECTION, lists -> lists.updateOne(and(eq("_id", list.id().toString()), eq("phase", list.phase().code()), eq("next", list.next())),
                Updates.combine(Updates.inc(counts + ".fresh", count(piece, Verdict.NEW) + count(piece, Verdict.RECORDED)),
                        Updates.inc(counts + ".known", count(piece, Verdict.KNOWN)), Updates.inc(counts + ".rejected", count(piece, Verdict.REJECTED)),
                        Updates.inc("next", 1), Updates.set("leased", new Date(0)),
                        Updates.set("phase", (list.next() + 1 == list.pieces() ? after : list.phase()).code()))));
    }

    @Override
    public List<Judged> judged(UUID id, int piece) {
        return stored(id, piece).stream().filter(line -> line.containsKey("verdict")).map(line -> new Judged(line(line),
                Coded.of(Verdict.class, line.getString("verdict")).orElseThrow(), Optional.ofNullable(line.getString("because")))).toList();
    }

    @Override
    public void strike(Predicate<Line> wanted) {
        for (var list : all()) {
            for (int piece = 0; piece < list.pieces(); piece++) {
                var lines = stored(list.id(), piece);
                for (int at = 0; at < lines.size(); at++) {
                    var line = line(lines.get(at));
                    if (!line.isStruck() && wanted.test(line)) {
                        strike(list, place(list.id(), piece), "lines." + at + ".", Verdict.NEW.code().equals(lines.get(at).getString("verdict")));
                    }
                }
            }
        }
    }

    /** What was found good and is not recorded will not be. */
    private void strike(HistoryList list, String piece, String line, boolean fresh) {
        var change = new ArrayList<>(List.of(Updates.set(line + "cells", "{}"), Updates.set(line + "because", JudgingLines.ERASED)));
        if (fresh) {
            change.add(Updates.set(line + "verdict", Verdict.REJECTED.code()));
        }
        var struck = mongo.execute(PIECES, pieces -> pieces.updateOne(and(eq("_id", piece), ne(line + "cells", "{}")), Updates.combine(change))).getModifiedCount() == 1;
        if (struck && fresh) {
            mongo.execute(COLLECTION, lists -> lists.updateOne(and(eq("_id", list.id().toString()), eq("phase", Phase.CHECKED.code())),
                    Updates.combine(Updates.inc("checked.fresh", -1), Updates.inc("checked.rejected", 1))));
        }
    }

    @Override
    public void forgetBefore(Instant then) {
        all().stream().filter(list -> list.at().isBefore(then)).forEach(this::forget);
    }

    private void forget(HistoryList list) {
        mongo.execute(COLLECTION, lists -> lists.deleteOne(eq("_id", list.id().toString())));
        mongo.execute(PIECES, pieces -> pieces.deleteMany(in("_id", IntStream.range(0, list.pieces()).mapToObj(piece -> place(list.id(), piece)).toList())));
    }

    private List<HistoryList> all() {
        return mongo.execute(COLLECTION, lists -> lists.find().map(MongoHistoryLists::read).into(new ArrayList<>()));
    }

    private List<Document> stored(UUID id, int piece) {
        var found = mongo.execute(PIECES, pieces -> pieces.find(eq("_id", place(id, piece))).first());
        return found == null ? List.of() : found.getList("lines", Document.class);
    }

    private static int count(List<Judged> piece, Verdict verdict) {
        return (int) piece.stream().filter(judged -> judged.verdict() == verdict).count();
    }

    private static Line line(Document line) {
        Map<String, String> cells = Json.mapper().readValue(line.getString("cells"), CELLS);
        return new Line(line.getInteger("number"), cells);
    }

    private static Document written(HistoryList list) {
        return new Document("_id", list.id().toString()).append("name", list.name()).append("fingerprint", list.fingerprint())
                .append("by", new Document("id", list.by().id()).append("name", list.by().name())).append("at", Date.from(list.at()))
                .append("phase", list.phase().code()).append("lines", list.lines()).append("pieces", list.pieces()).append("next", list.next())
                .append("ignored", list.ignored()).append("leased", new Date(0)).append("checked", counts(list.checked())).append("recorded", counts(list.recorded()));
    }

    private static Document counts(Counts counts) {
        return new Document("fresh", counts.fresh()).append("known", counts.known()).append("rejected", counts.rejected());
    }

    private static HistoryList read(Document list) {
        var by = list.get("by", Document.class);
        return new HistoryList(UUID.fromString(list.getString("_id")), list.getString("name"), list.getString("fingerprint"),
                new Who(by.getString("id"), by.getString("name")), list.getDate("at").toInstant(), Coded.of(Phase.class, list.getString("phase")).orElseThrow(),
                list.getInteger("lines"), list.getInteger("pieces"), list.getInteger("next"), list.getList("ignored", String.class),
                counts(list, "checked"), counts(list, "recorded"));
    }

    private static Counts counts(Document list, String name) {
        var counts = list.get(name, Document.class);
        return new Counts(counts.getInteger("fresh"), counts.getInteger("known"), counts.getInteger("rejected"));
    }

    private static String place(UUID id, int piece) {
        return id + "/" + piece;
    }
}
