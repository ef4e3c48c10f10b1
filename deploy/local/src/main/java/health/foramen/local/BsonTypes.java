package health.foramen.local;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// How documents and the keys of indexes lie in the store: as BSON. The store's own way, Java serialization, is several times slower and
/// compares two keys by serializing both.
final class BsonTypes {

    private BsonTypes() {
    }

    static final class Documents extends BasicDataType<Document> {

        @Override
        public Document[] createStorage(int size) {
            return new Document[size];
        }

        @Override
        public int getMemory(Document document) {
            return memory(document);
        }

        @Override
        public boolean isMemoryEstimationAllowed() {
            return false;
        }

        @Override
        public void write(WriteBuffer out, Document document) {
            encode(document, out);
        }

        @Override
        public Document read(ByteBuffer in) {
            return decode(in);
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
            encode(parts, out);
        }

        @Override
        public KeyValue read(ByteBuffer in) {
            int size = DataUtils.readVarInt(in);
            var parts = decode(in);
            var values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(parts.getOrDefault(String.valueOf(i), Missing.getInstance()));
            }
            return new KeyValue(values);
        }
    }

    private static void encode(Document document, WriteBuffer out) {
        var bytes = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, bytes);
        out.put(bytes.array(), bytes.arrayOffset(), bytes.writerIndex());
    }

    private static Document decode(ByteBuffer in) {
        var bytes = Unpooled.wrappedBuffer(in.slice());
        var document = BsonDecoder.decodeBson(bytes);
        in.position(in.position() + bytes.readerIndex());
        return document;
    }

    private static final int OBJECT = 24;
    private static final int ENTRY = 48;

    /// Roughly, in bytes: by it the store splits its pages and bounds its cache.
    private static int memory(Object value) {
        return switch (value) {
            case String text -> OBJECT + text.length();
            case Map<?, ?> fields -> {
                int sum = 2 * OBJECT;
                for (var field : fields.entrySet()) {
                    sum += ENTRY + memory(field.getValue());
                }
                yield sum;
            }
            case Collection<?> values -> {
                int sum = 2 * OBJECT;
                for (var one : values) {
                    sum += memory(one);
                }
                yield sum;
            }
            case BinData data -> OBJECT + data.getData().length;
            case null, default -> OBJECT;
        };
    }
}
