package health.foramen.local;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// A document as the bytes of its BSON (bsonspec.org, version 1.1). What a filter or a change needs of it is decoded, the rest is carried along as it is.
///
/// It never changes, and takes a fraction of the memory of its decoded fields.
final class RawDocument {

    private static final int LENGTH = 4;
    private static final byte END = 0;
    static final byte DOCUMENT = 0x03;
    static final byte LIST = 0x04;

    private final byte[] bytes;

    private RawDocument(byte[] bytes) {
        this.bytes = bytes;
    }

    static RawDocument of(Document document) {
        var out = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, out);
        return taken(out);
    }

    /// Reads one that was written, and leaves what follows it.
    static RawDocument read(ByteBuffer in) {
        var bytes = new byte[Integer.reverseBytes(in.getInt(in.position()))];
        in.get(bytes);
        return new RawDocument(bytes);
    }

    private static RawDocument taken(ByteBuf out) {
        return new RawDocument(Arrays.copyOfRange(out.array(), out.arrayOffset(), out.arrayOffset() + out.writerIndex()));
    }

    byte[] bytes() {
        return bytes;
    }

    Document whole() {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    /// The document with those of its top-level fields alone.
    Document only(Set<String> names) {
        var some = new Document();
        var in = Unpooled.wrappedBuffer(bytes);
        for (var field = field(LENGTH); field != null && some.size() < names.size(); field = field(field.end())) {
            if (names.contains(field.name())) {
                in.readerIndex(field.value());
                some.put(field.name(), BsonDecoder.decodeValue(field.type(), in));
            }
        }
        return some;
    }

    Object id() {
        return only(Set.of("_id")).get("_id");
    }

    /// Those of the fields that are lists.
    Set<String> listsAmong(Set<String> names) {
        var lists = new HashSet<String>();
        for (var field = field(LENGTH); field != null; field = field(field.end())) {
            if (field.type() == LIST && names.contains(field.name())) {
                lists.add(field.name());
            }
        }
        return lists;
    }

    RawDocument reducedTo(Set<String> names) {
        return fieldsOf(names::contains);
    }

    RawDocument without(Set<String> names) {
        return fieldsOf(name -> !names.contains(name));
    }

    private RawDocument fieldsOf(Predicate<String> names) {
        var out = Unpooled.buffer(bytes.length);
        out.writeIntLE(0);
        for (var field = field(LENGTH); field != null; field = field(field.end())) {
            if (names.test(field.name())) {
                out.writeBytes(bytes, field.start(), field.end() - field.start());
            }
        }
        writeEnd(0, out);
        return taken(out);
    }

    /// One in which each of these fields has the value that it has there, in its old place or else at the end.
    ///
    /// @param fields   the fields that may have changed
    /// @param removed  fields that it has no more
    /// @param extended lists of which the fields hold only what is to be added at their ends
    RawDocument with(Document fields, Set<String> removed, Set<String> extended) {
        var out = Unpooled.buffer(bytes.length + 256);
        out.writeIntLE(0);
        var missing = new HashSet<>(fields.keySet());
        for (var field = field(LENGTH); field != null; field = field(field.end())) {
            missing.remove(field.name());
            if (extended.contains(field.name())) {
                extend(field, (Collection<?>) fields.get(field.name()), out);
            } else if (fields.containsKey(field.name())) {
                encode(field.name(), fields.get(field.name()), out);
            } else if (!removed.contains(field.name())) {
                out.writeBytes(bytes, field.start(), field.end() - field.start());
            }
        }
        fields.forEach((name, value) -> {
            if (missing.contains(name)) {
                encode(name, value, out);
            }
        });
        writeEnd(0, out);
        return taken(out);
    }

    /// A field of a document that is being written.
    static void encode(String name, Object value, ByteBuf out) {
        byte type = BsonEncoder.determineType(value);
        writeStart(type, name, out);
        BsonEncoder.encodeValue(type, value, out);
    }

    /// What comes before the value of a field.
    static void writeStart(byte type, String name, ByteBuf out) {
        out.writeByte(type);
        out.writeCharSequence(name, StandardCharsets.UTF_8);
        out.writeByte(END);
    }

    /// What comes after the last field of a document or list, for whose length four bytes were left at its start.
    static void writeEnd(int start, ByteBuf out) {
        out.writeByte(END);
        out.setIntLE(start, out.writerIndex() - start);
    }

    /// The list of the field, and more at its end. The names of a list's fields are its positions.
    private void extend(Field list, Collection<?> more, ByteBuf out) {
        int position = 0;
        for (var each = field(list.value() + LENGTH); each != null; each = field(each.end())) {
            position++;
        }
        out.writeBytes(bytes, list.start(), list.value() - list.start());
        int start = out.writerIndex();
        out.writeBytes(bytes, list.value(), list.end() - 1 - list.value());
        for (var value : more) {
            encode(String.valueOf(position++), value, out);
        }
        writeEnd(start, out);
    }

    /// The field that begins there, or null at the end.
    private Field field(int start) {
        if (bytes[start] == END) {
            return null;
        }
        byte type = bytes[start];
        int value = afterText(start + 1);
        return new Field(type, new String(bytes, start + 1, value - start - 2, StandardCharsets.UTF_8), start, value, value + size(type, value));
    }

    /// Where a field lies: its type, its name, a zero, its value.
    private record Field(byte type, String name, int start, int value, int end) {
    }

    /// In bytes, of the value that begins there.
    private int size(byte type, int value) {
        return switch (type) {
            case 0x01, 0x09, 0x11, 0x12 -> 8;                       // double, date, timestamp, 64-bit integer
            case 0x02, 0x0D, 0x0E -> LENGTH + length(value);        // text, code, symbol
            case 0x03, 0x04, 0x0F -> length(value);                 // document, list, code with scope
            case 0x05 -> LENGTH + 1 + length(value);                // binary
            case 0x06, 0x0A, 0x7F, (byte) 0xFF -> 0;                // undefined, null, greatest and least key
            case 0x07 -> 12;                                        // object id
            case 0x08 -> 1;                                         // boolean
            case 0x0B -> afterText(afterText(value)) - value;       // regular expression
            case 0x0C -> LENGTH + length(value) + 12;               // pointer
            case 0x10 -> 4;                                         // 32-bit integer
            case 0x13 -> 16;                                        // decimal
            default -> throw new IllegalStateException("No such type of BSON: " + type);
        };
    }

    private int length(int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | (bytes[at + 3] & 0xFF) << 24;
    }

    /// Behind the zero that ends the text beginning there.
    private int afterText(int at) {
        int end = at;
        while (bytes[end] != END) {
            end++;
        }
        return end + 1;
    }
}
