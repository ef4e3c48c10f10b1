package health.foramen.local;

import static java.util.Comparator.naturalOrder;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.Assert;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/// A collection that looks only at the documents whose id a filter names, whatever else the filter asks of them, and of each document only at
/// the fields that the filter names; and that changes only the fields that an update names.
///
/// The server underneath reads every document as soon as a filter says anything beside the id, such as the version that a
/// conditional write expects. Here an id, a set of ids or a range of ids narrows the search wherever it stands in the top level of
/// the filter or of its `$and`, or in each alternative of its `$or`. Only text ids do; with any other the server underneath searches as it always does.
///
/// To change a document it copies and compares the whole of it, several times. Here it is given the fields that are to change and what the indexes read.
final class IdFirstCollection extends AbstractSynchronizedMongoCollection<Object> {

    private static final String ID = "_id";
    private static final Document UPWARDS = new Document(ID, 1);
    private static final Document ANY = new Document();

    private final MVMap<Object, RawDocument> documents;
    /// While a document is changed; otherwise null. Guarded by this.
    private Changing changing;

    /// @param whole all of the document
    /// @param part what the server underneath works on
    /// @param extended lists of which the part holds only what is pushed to their ends
    private record Changing(RawDocument whole, Document part, Set<String> extended) {
    }

    IdFirstCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, RawDocument> documents, CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.documents = documents;
    }

    @Override
    protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        if (changing != null) {
            return new QueryResult(List.of(changing.part()));
        }
        var candidates = ID.equals(getIdField()) && !isNaturalDescending(orderBy) ? candidates(query) : null;
        return candidates == null
                ? super.queryDocuments(query, orderBy, skip, limit, batchSize, fields)
                : matching(candidates, query, UPWARDS.equals(orderBy) ? null : orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        var all = isNaturalDescending(orderBy)
                ? documents.entrySet().stream().sorted((one, other) -> ValueComparator.desc().compare(one.getKey(), other.getKey())).map(Map.Entry::getValue)
                : documents.values().stream();
        return matching(all, query, orderBy, skip, limit, batchSize, fields);
    }

    private QueryResult matching(Stream<RawDocument> candidates, Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        return matchDocumentsFromStream(matching(candidates, query).map(opened(orderBy, fields)), ANY, orderBy, skip, limit, batchSize, fields);
    }

    /// What a `find` that names ids finds, without opening it for anything but its filter; empty for one that sorts, cuts or reshapes what it finds.
    /// Nobody who changes a document waits for it, nor it for them.
    Optional<List<RawDocument>> find(Document command) {
        var query = command.get("filter") instanceof Document filter ? filter : ANY;
        var shown = shown(command.get("projection"));
        if (!ID.equals(getIdField()) || command.get("batchSize") != null || shown.isEmpty() || !isNothing(command.get("sort")) && !UPWARDS.equals(command.get("sort"))) {
            return Optional.empty();
        }
        return Optional.ofNullable(candidates(query)).map(candidates -> {
            var found = matching(candidates, query).skip(number(command.get("skip")));
            long limit = Math.abs(number(command.get("limit")));
            return (limit == 0 ? found : found.limit(limit)).map(shown.get()).toList();
        });
    }

    /// What is seen of a document through a projection that names whole fields, all of them wanted or all of them not; empty for any other.
    private static Optional<UnaryOperator<RawDocument>> shown(Object projection) {
        if (isNothing(projection)) {
            return Optional.of(UnaryOperator.identity());
        }
        var fields = (Document) projection;
        if (fields.keySet().stream().anyMatch(name -> name.indexOf('.') >= 0) || !fields.values().stream().allMatch(each -> each instanceof Number || each instanceof Boolean)) {
            return Optional.empty();
        }
        var names = new HashSet<>(fields.keySet());
        if (fields.values().stream().noneMatch(Utils::isTrue)) {
            return Optional.of(each -> each.without(names));
        }
        names.add(ID);
        return fields.values().stream().allMatch(Utils::isTrue) ? Optional.of(each -> each.reducedTo(names)) : Optional.empty();
    }

    private static boolean isNothing(Object option) {
        return option == null || option instanceof Document document && document.isEmpty();
    }

    private static long number(Object option) {
        return option instanceof Number number ? number.longValue() : 0;
    }

    private Stream<RawDocument> matching(Stream<RawDocument> candidates, Document query) {
        var asked = FilteredFields.of(query);
        return candidates.filter(each -> documentMatchesQuery(asked.map(each::only).orElseGet(each::whole), query));
    }

    /// With the fields that are sorted by and that the answer has; all of them where it leaves some out.
    private static Function<RawDocument, Document> opened(Document orderBy, Document fields) {
        if (fields == null || fields.isEmpty() || !fields.values().stream().allMatch(Utils::isTrue)) {
            return RawDocument::whole;
        }
        var wanted = new HashSet<>(Set.of(ID));
        Stream.of(fields, orderBy == null ? ANY : orderBy).forEach(paths -> paths.keySet().forEach(path -> wanted.add(FilteredFields.topLevel(path))));
        return each -> each.only(wanted);
    }

    @Override
    public synchronized Document updateDocuments(Document selector, Document change, ArrayFilters filters, boolean isMulti, boolean isUpsert, Oplog oplog) {
        var candidates = isMulti || !ChangedFields.areNamedBy(change) ? null : candidates(selector);
        if (candidates == null) {
            return super.updateDocuments(selector, change, filters, isMulti, isUpsert, oplog);
        }
        var found = matching(candidates, selector).findFirst();
        if (found.isEmpty()) {
            return isUpsert ? super.updateDocuments(selector, change, filters, false, true, oplog) : new Document("n", 0).append("nModified", 0);
        }
        var changed = new HashSet<>(Set.of(ID));
        ChangedFields.of(change, getIndexes()).forEach(changed::add);
        var pushed = ChangedFields.onlyPushedTo(change, getIndexes());
        var extended = pushed.isEmpty() ? pushed : found.get().listsAmong(pushed);
        changed.removeAll(extended);
        var part = found.get().only(changed);
        extended.forEach(field -> part.put(field, new ArrayList<>()));
        changing = new Changing(found.get(), part, extended);
        try {
            return super.updateDocuments(new Document(ID, part.get(ID)), change, filters, false, false, oplog);
        } finally {
            changing = null;
        }
    }

    /// The server underneath counts while another changes a document, of which it would then see the part.
    @Override
    public synchronized int count(Document query, int skip, int limit) {
        return super.count(query, skip, limit);
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        if (changing == null) {
            documents.put(position, RawDocument.of(after));
            return;
        }
        var removed = new HashSet<>(before.keySet());
        removed.removeAll(after.keySet());
        documents.put(position, changing.whole().with(after, removed, changing.extended()));
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        var position = getIdField() == null ? UUID.randomUUID() : Missing.ofNullable(document.get(getIdField()));
        Assert.isNull(documents.put(position, RawDocument.of(document)), () -> "There was a document with the id %s in %s".formatted(position, this));
        return position;
    }

    @Override
    protected void removeDocument(Object position) {
        if (documents.remove(position) == null) {
            throw new NoSuchElementException("No document with the id " + position);
        }
    }

    @Override
    protected Document getDocument(Object position) {
        return documents.get(position).whole();
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream().map(each -> new DocumentWithPosition<>(each.getValue().whole(), each.getKey()));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
        if (index instanceof PresenceIndex presence) {
            presence.built();
        }
    }

    /// To know the size of a collection nobody pays with a write more for each write.
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int difference) {
        throw new UnsupportedOperationException("The size of a collection is not counted");
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    /// The documents that the filter's conditions on the id leave, in the order of their ids, or null when it has none that helps.
    private Stream<RawDocument> candidates(Document query) {
        var range = Range.ALL;
        for (var condition : conditionsOnId(query, new ArrayList<>())) {
            if (condition instanceof String id) {
                return named(List.of(id));
            }
            if (condition instanceof Document operators) {
                if (operators.get("$in") instanceof Collection<?> ids && ids.stream().allMatch(String.class::isInstance)) {
                    return named(ids);
                }
                range = range.within(operators);
            }
        }
        return range.from() != null ? within(range) : query.get("$or") instanceof Collection<?> alternatives ? any(alternatives) : null;
    }

    /// What one of the alternatives narrows to, in the order of the ids; nothing known if one of them does not narrow.
    private Stream<RawDocument> any(Collection<?> alternatives) {
        var found = new TreeMap<String, RawDocument>();
        for (var alternative : alternatives) {
            var some = alternative instanceof Document query ? candidates(query) : null;
            if (some == null) {
                return null;
            }
            some.forEach(document -> found.put((String) document.id(), document));
        }
        return found.values().stream();
    }

    private static List<Object> conditionsOnId(Document query, List<Object> found) {
        for (Map.Entry<String, Object> part : query.entrySet()) {
            if (part.getKey().equals(ID)) {
                found.add(part.getValue());
            } else if (part.getKey().equals("$and") && part.getValue() instanceof Collection<?> all) {
                all.stream().filter(Document.class::isInstance).forEach(each -> conditionsOnId((Document) each, found));
            }
        }
        return found;
    }

    private Stream<RawDocument> named(Collection<?> ids) {
        return new TreeSet<>(ids).stream().map(documents::get).filter(document -> document != null);
    }

    /// What lies between two ids. An end that is null is open; one that is there is included, since the filter itself is asked afterwards.
    private record Range(String from, String to) {

        static final Range ALL = new Range(null, null);

        /// A filter may name its two ends in two conditions, as `$and` of both does.
        Range within(Document operators) {
            return new Range(
                    Stream.of(operators.get("$gte"), operators.get("$gt"), from).filter(String.class::isInstance).map(String.class::cast).max(naturalOrder()).orElse(null),
                    Stream.of(operators.get("$lte"), operators.get("$lt"), to).filter(String.class::isInstance).map(String.class::cast).min(naturalOrder()).orElse(null));
        }
    }

    /// Only a range with a lower end: the search begins there.
    private Stream<RawDocument> within(Range range) {
        var cursor = documents.cursor(range.from());
        return Stream.generate(() -> cursor.hasNext() && cursor.next() instanceof String id
                && (range.to() == null || id.compareTo(range.to()) <= 0) ? cursor.getValue() : null)
                .takeWhile(document -> document != null);
    }
}
