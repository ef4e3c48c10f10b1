package health.foramen.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.ObjectDataType;

/// A map of the store whose changes are told to a journal.
final class JournaledMap<K, V> extends MVMap<K, V> {

    /// What a map holds.
    enum Content {
        /// Documents by their ids.
        DOCUMENTS(new BsonTypes.Ids(), new BsonTypes.Documents()),
        /// Ids by the keys of a unique index.
        POSITIONS(new BsonTypes.Keys(), new ObjectDataType()),
        /// The ids of the documents that have a field.
        PRESENCE(new BsonTypes.Ids(), new ObjectDataType());

        private final DataType<?> keys;
        private final DataType<?> values;

        Content(DataType<?> keys, DataType<?> values) {
            this.keys = keys;
            this.values = values;
        }
    }

    private final Content content;
    private final Journal journal;

    private JournaledMap(Map<String, Object> configuration, DataType<K> keys, DataType<V> values, Content content, Journal journal) {
        super(configuration, keys, values);
        this.content = content;
        this.journal = journal;
    }

    /// @param journal null where nothing is kept
    @SuppressWarnings("unchecked")
    static <K, V> MVMap<K, V> open(MVStore store, String name, Content content, Journal journal) {
        var keys = (DataType<K>) content.keys;
        var values = (DataType<V>) content.values;
        return store.openMap(name, new BasicBuilder<JournaledMap<K, V>, K, V>() {
            @Override
            protected JournaledMap<K, V> create(Map<String, Object> configuration) {
                return new JournaledMap<>(configuration, keys, values, content, journal);
            }
        }.keyType(keys).valueType(values));
    }

    /// All that changes the map comes through here: what the collections put and remove, and pages that the store's housekeeping moves, which
    /// leaves the map as it is.
    @Override
    public V operate(K key, V value, DecisionMaker<? super V> decision) {
        var before = super.operate(key, value, decision);
        if (decision == DecisionMaker.PUT || value != null && before == null) {
            tell(key, value);
        } else if (decision == DecisionMaker.REMOVE && before != null) {
            tell(key, null);
        }
        return before;
    }

    private void tell(K key, V value) {
        if (journal == null) {
            return;
        }
        var name = getName().getBytes(StandardCharsets.UTF_8);
        journal.add(out -> {
            out.put((byte) content.ordinal()).putVarInt(name.length).put(name);
            getKeyType().write(out, key);
            out.put((byte) (value == null ? 0 : 1));
            if (value != null) {
                getValueType().write(out, value);
            }
        });
    }

    /// Makes the changes of a record once more.
    static void redo(MVStore store, ByteBuffer record) {
        while (record.hasRemaining()) {
            var content = Content.values()[record.get()];
            var name = new byte[DataUtils.readVarInt(record)];
            record.get(name);
            MVMap<Object, Object> map = open(store, new String(name, StandardCharsets.UTF_8), content, null);
            var key = map.getKeyType().read(record);
            if (record.get() == 0) {
                map.remove(key);
            } else {
                map.put(key, map.getValueType().read(record));
            }
        }
    }
}
