package health.foramen.local;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;

/// A sparse index on one field, as far as the suite asks for one: which documents have the field at all. So whoever looks for unsent
/// events reads the few documents that hold some, however many there are.
final class PresenceIndex extends Index<Object> {

    private static final Object BUILT = "\0built";

    private final MVMap<Object, Boolean> positions;
    private final Document present;
    private final QueryMatcher matcher = new DefaultQueryMatcher();

    PresenceIndex(String name, IndexKey key, MVMap<Object, Boolean> positions) {
        super(name, List.of(key), true);
        this.positions = positions;
        this.present = new Document(key.getKey(), new Document("$exists", true));
    }

    private boolean isIn(Document document) {
        return matcher.matches(document, present);
    }

    /// Until then the collection is read once, to begin with.
    void built() {
        positions.put(BUILT, true);
    }

    @Override
    public boolean isEmpty() {
        return !positions.containsKey(BUILT);
    }

    @Override
    public Object getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Any document may have the field, and any may not.
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        if (isIn(document)) {
            positions.put(position, true);
        }
    }

    @Override
    public Object remove(Document document) {
        return isIn(document) && positions.remove(document.get("_id")) != null ? document.get("_id") : null;
    }

    @Override
    public boolean canHandle(Document query) {
        return query.equals(present);
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return positions.keySet().stream().filter(Predicate.not(BUILT::equals)).toList();
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        // As when one is added.
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        boolean was = isIn(before);
        boolean is = isIn(after);
        if (is && !was) {
            positions.put(position, true);
        } else if (was && !is) {
            positions.remove(position);
        }
    }

    @Override
    public long getCount() {
        return positions.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        // The database removes what it opened.
    }
}
