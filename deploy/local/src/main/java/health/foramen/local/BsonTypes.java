package health.foramen.local;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/// How documents and the keys of indexes lie in the store: as BSON. The store's own way, Java serialization, is several times slower and
/// compares two keys by serializing both.
final class BsonTypes {

    private BsonTypes() {
    }

    static final class Documents extends BasicDataType<RawDocument> {

        @Override
        public RawDocument[] createStorage(int size) {
            return new RawDocument[size];
        }

        @Override
        public int getMemory(RawDocument document) {
            return 2 * OBJECT + document.bytes().length;
        }

        @Override
        public boolean isMemoryEstimationAllowed() {
            return false;
        }

        @Override
        public void write(WriteBuffer out, RawDocument document) {
            out.put(document.bytes());
        }

        @Override
        public RawDocument read(ByteBuffer in) {
            return RawDocument.read(in);
        }
    }

    /// Ids as the store keeps them. Nearly all are texts, and of two texts it need not be found out what they are.
    static final class Ids extends ObjectDataType {

        @Override
        public int compare(Object one, Object other) {
            return one instanceof String text && other instanceof String second ? text.compareTo(second) : super.compare(one, other);
        }
    }

    static final class Keys extends BasicDataType<KeyValue> {

        @Override
        public KeyValue[] createStorage(int size) {
            return new KeyValue[size];
        }

        @Override
        public int compare(KeyValue one, KeyValue other) {
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                int order = ValueComparator.ascWithoutListHandling().compare(one.get(i), other.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(one.size(), other.size());
        }

        @Override
        public int getMemory(KeyValue key) {
            return key.stream().mapToInt(BsonTypes::memory).sum() + OBJECT;
        }

        @Override
        public boolean isMemoryEstimationAllowed() {
            return true;
        }

        /// A part that a document lacks is left out, one that is null is not.
        @Override
        public void write(WriteBuffer out, KeyValue key) {
            out.putVarInt(key.size());
            var parts = new Document();
            for (int i = 0; i < key.size(); i++) {
                if (!(key.get(i) instanceof Missing)) {
                    parts.put(String.valueOf(i), key.get(i));
                }
            }
            out.put(RawDocument.of(parts).bytes());
        }

        @Override
        public KeyValue read(ByteBuffer in) {
            int size = DataUtils.readVarInt(in);
            var parts = RawDocument.read(in).whole();
            var values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(parts.getOrDefault(String.valueOf(i), Missing.getInstance()));
            }
            return new KeyValue(values);
        }
    }

    private static final int OBJECT = 24;

    /// Roughly, in bytes: by it the store splits its pages and bounds its cache.
    private static int memory(Object value) {
        return value instanceof String text ? OBJECT + text.length() : OBJECT;
    }
}
