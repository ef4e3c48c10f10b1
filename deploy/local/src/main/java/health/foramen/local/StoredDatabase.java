package health.foramen.local;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import health.foramen.local.JournaledMap.Content;
import io.netty.channel.Channel;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/// A database of the server underneath whose collections and indexes are ours.
final class StoredDatabase extends H2Database {

    private final MVStore store;
    private final Journal journal;

    /// The constructor above already opens the collections that are there.
    StoredDatabase(String name, MVStore store, CursorRegistry cursors, Journal journal) {
        this.store = store;
        this.journal = journal;
        super(name, store, cursors);
    }

    @Override
    public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        if (command.equals("find") && resolveCollection((String) query.get(command), false) instanceof IdFirstCollection collection) {
            var found = collection.find(query);
            if (found.isPresent()) {
                return new Document("cursor", new Document("id", 0L).append("ns", collection.getFullName()).append("firstBatch", new AnswerEncoder.Found(found.get())))
                        .append("ok", 1.0);
            }
        }
        return super.handleCommand(channel, command, query, databases, oplog);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        return new IdFirstCollection(this, name, options, documents(name), cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
        MVMap<KeyValue, Object> positions = JournaledMap.open(store, index(collection, name), Content.POSITIONS, journal);
        boolean byId = keys.size() == 1 && keys.getFirst().getKey().equals("_id");
        return byId ? new IdIndex(name, keys, sparse, documents(collection), positions) : new StoredIndex(name, keys, sparse, positions);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
        return sparse && keys.size() == 1
                ? new PresenceIndex(name, keys.getFirst(), JournaledMap.open(store, index(collection, name), Content.PRESENCE, journal))
                : super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
    }

    private MVMap<Object, RawDocument> documents(String collection) {
        return JournaledMap.open(store, "databases." + getFullCollectionNamespace(collection), Content.DOCUMENTS, journal);
    }

    private String index(String collection, String name) {
        return getFullCollectionNamespace(collection) + "._index_" + name;
    }
}
