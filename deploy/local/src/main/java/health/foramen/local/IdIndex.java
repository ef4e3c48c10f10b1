package health.foramen.local;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;

/// The index by id. A document lies under its id, so where a text id leads is known without being written a second time; ids of other
/// types, which may be equal without being the same (1 and 1.0), are looked up.
final class IdIndex extends StoredIndex {

    private final MVMap<Object, ?> documents;

    IdIndex(String name, List<IndexKey> keys, boolean sparse, MVMap<Object, ?> documents, MVMap<KeyValue, Object> others) {
        super(name, keys, sparse, others);
        this.documents = documents;
    }

    /// Asked after the document was put where it lies.
    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        if (!(position instanceof String)) {
            super.add(document, position, collection);
        }
    }

    @Override
    protected Object getPosition(KeyValue key) {
        return key.get(0) instanceof String id ? documents.containsKey(id) ? id : null : super.getPosition(key);
    }

    /// Asked before the document is removed from where it lies.
    @Override
    protected Object removeDocument(KeyValue key) {
        return key.get(0) instanceof String ? getPosition(key) : super.removeDocument(key);
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        Stream<Entry<KeyValue, Object>> texts = documents.keySet().stream().filter(String.class::isInstance)
                .map(id -> Map.entry(new KeyValue(id), id));
        return Stream.concat(texts, StreamSupport.stream(super.getIterable().spliterator(), false))::iterator;
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }
}
