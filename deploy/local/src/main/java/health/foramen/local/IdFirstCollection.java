package health.foramen.local;

import static java.util.Comparator.naturalOrder;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/// A collection that looks only at the documents whose id a filter names, whatever else the filter asks of them, and changes only the part
/// of a document that an update names.
///
/// The server underneath reads every document as soon as a filter says anything beside the id, such as the version that a
/// conditional write expects. Here an id, a set of ids or a range of ids narrows the search wherever it stands in the top level of
/// the filter or of its `$and`, or in each alternative of its `$or`. Only text ids do; with any other the server underneath searches as it always does.
///
/// To change a document it copies and compares the whole of it, several times, and at last changes the very object that a reader may have in
/// hand. Here it is given the fields that are to change and what the indexes read, and a new document takes the place of the old one.
final class IdFirstCollection extends H2Collection {

    private static final String ID = "_id";
    private static final Document UPWARDS = new Document(ID, 1);

    private final MVMap<Object, Document> documents;
    /// While a document is changed; otherwise null. Guarded by this.
    private Changing changing;

    /// @param whole all of the document
    /// @param part what the server underneath works on
    /// @param grown lists of which the part holds only what is pushed to their ends
    private record Changing(Document whole, Document part, Set<String> grown) {
    }

    IdFirstCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, Document> documents,
            MVMap<String, Object> meta, CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
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
                : matchDocumentsFromStream(candidates, query, UPWARDS.equals(orderBy) ? null : orderBy, skip, limit, batchSize, fields);
    }

    @Override
    public synchronized Document updateDocuments(Document selector, Document change, ArrayFilters filters, boolean isMulti, boolean isUpsert, Oplog oplog) {
        if (isMulti || !ChangedFields.areNamedBy(change) || candidates(selector) == null) {
            return super.updateDocuments(selector, change, filters, isMulti, isUpsert, oplog);
        }
        var found = queryDocuments(selector, null, 0, 1, 0, null).iterator();
        if (!found.hasNext()) {
            return isUpsert ? super.updateDocuments(selector, change, filters, false, true, oplog) : new Document("n", 0).append("nModified", 0);
        }
        var whole = found.next();
        var part = new Document(ID, whole.get(ID));
        var grown = ChangedFields.onlyPushedTo(change, getIndexes()).stream().filter(field -> whole.get(field) instanceof List).collect(Collectors.toSet());
        ChangedFields.of(change, getIndexes()).filter(whole::containsKey).forEach(field -> part.put(field, grown.contains(field) ? new ArrayList<>() : whole.get(field)));
        changing = new Changing(whole, part, grown);
        try {
            return super.updateDocuments(new Document(ID, whole.get(ID)), change, filters, false, false, oplog);
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
            super.handleUpdate(position, before, after);
            return;
        }
        var next = changing.whole().clone();
        before.keySet().stream().filter(field -> !after.containsKey(field)).forEach(next::remove);
        next.putAll(after);
        changing.grown().forEach(field -> {
            var all = new ArrayList<Object>((List<?>) changing.whole().get(field));
            all.addAll((List<?>) after.get(field));
            next.put(field, all);
        });
        super.handleUpdate(position, before, next);
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

    /// The documents that the filter's conditions on the id leave, in the order of their ids, or null when it has none that helps.
    private Stream<Document> candidates(Document query) {
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
    private Stream<Document> any(Collection<?> alternatives) {
        var found = new TreeMap<String, Document>();
        for (var alternative : alternatives) {
            var some = alternative instanceof Document query ? candidates(query) : null;
            if (some == null) {
                return null;
            }
            some.forEach(document -> found.put((String) document.get(ID), document));
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

    private Stream<Document> named(Collection<?> ids) {
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
    private Stream<Document> within(Range range) {
        var cursor = documents.cursor(range.from());
        return Stream.generate(() -> cursor.hasNext() && cursor.next() instanceof String id
                && (range.to() == null || id.compareTo(range.to()) <= 0) ? cursor.getValue() : null)
                .takeWhile(document -> document != null);
    }
}
