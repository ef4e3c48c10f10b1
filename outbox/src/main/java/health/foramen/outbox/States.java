package health.foramen.outbox;

import java.time.Instant;
import org.bson.BsonBinary;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.Decimal128;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/** A state as the store keeps it: written and read by the words of a mapper, from token to token, with no tree of either side between. */
final class States<T> {

    private static final int BYTES = 2_048;

    private final Class<T> type;
    private final JsonMapper mapper;

    /** @param mapper names the cases of a sealed type by words, never by classes */
    States(Class<T> type, JsonMapper mapper) {
        this.type = type;
        this.mapper = mapper;
    }

    RawBsonDocument write(T state) {
        try (BasicOutputBuffer out = new BasicOutputBuffer(BYTES); BsonBinaryWriter writer = new BsonBinaryWriter(out);
                JsonParser tokens = mapper.writeValueIntoBuffer(state).asParser()) {
            for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                write(token, tokens, writer);
            }
            return new RawBsonDocument(out.getInternalBuffer(), 0, out.getPosition());
        }
    }

    private static void write(JsonToken token, JsonParser from, BsonBinaryWriter to) {
        switch (token) {
            case START_OBJECT -> to.writeStartDocument();
            case END_OBJECT -> to.writeEndDocument();
            case START_ARRAY -> to.writeStartArray();
            case END_ARRAY -> to.writeEndArray();
            case PROPERTY_NAME -> to.writeName(from.currentName());
            case VALUE_STRING -> to.writeString(from.getString());
            case VALUE_TRUE, VALUE_FALSE -> to.writeBoolean(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> to.writeNull();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                switch (from.getNumberType()) {
                    case INT -> to.writeInt32(from.getIntValue());
                    case LONG -> to.writeInt64(from.getLongValue());
                    case FLOAT, DOUBLE -> to.writeDouble(from.getDoubleValue());
                    case BIG_DECIMAL -> to.writeDecimal128(new Decimal128(from.getDecimalValue()));
                    case BIG_INTEGER -> throw new IllegalArgumentException("no number of the store is as large as " + from.getBigIntegerValue());
                }
            }
            case VALUE_EMBEDDED_OBJECT -> to.writeBinaryData(new BsonBinary(from.getBinaryValue()));
            case NOT_AVAILABLE -> throw new IllegalArgumentException("a state whose end is missing");
        }
    }

    T read(RawBsonDocument state) {
        try (TokenBuffer tokens = TokenBuffer.forGeneration(); BsonReader reader = new BsonBinaryReader(state.getByteBuffer().asNIO())) {
            readDocument(reader, tokens);
            return mapper.readValue(tokens, type);
        }
    }

    private static void readDocument(BsonReader from, JsonGenerator to) {
        from.readStartDocument();
        to.writeStartObject();
        for (BsonType type = from.readBsonType(); type != BsonType.END_OF_DOCUMENT; type = from.readBsonType()) {
            to.writeName(from.readName());
            readValue(type, from, to);
        }
        to.writeEndObject();
        from.readEndDocument();
    }

    private static void readArray(BsonReader from, JsonGenerator to) {
        from.readStartArray();
        to.writeStartArray();
        for (BsonType type = from.readBsonType(); type != BsonType.END_OF_DOCUMENT; type = from.readBsonType()) {
            readValue(type, from, to);
        }
        to.writeEndArray();
        from.readEndArray();
    }

    private static void readValue(BsonType type, BsonReader from, JsonGenerator to) {
        switch (type) {
            case DOCUMENT -> readDocument(from, to);
            case ARRAY -> readArray(from, to);
            case STRING -> to.writeString(from.readString());
            case BOOLEAN -> to.writeBoolean(from.readBoolean());
            case INT32 -> to.writeNumber(from.readInt32());
            case INT64 -> to.writeNumber(from.readInt64());
            case DOUBLE -> to.writeNumber(from.readDouble());
            case DECIMAL128 -> to.writeNumber(from.readDecimal128().bigDecimalValue());
            case NULL -> {
                from.readNull();
                to.writeNull();
            }
            case DATE_TIME -> to.writeString(Instant.ofEpochMilli(from.readDateTime()).toString());
            case BINARY -> to.writeBinary(from.readBinaryData().getData());
            case END_OF_DOCUMENT, UNDEFINED, OBJECT_ID, REGULAR_EXPRESSION, DB_POINTER, JAVASCRIPT, SYMBOL, JAVASCRIPT_WITH_SCOPE, TIMESTAMP, MIN_KEY, MAX_KEY ->
                    throw new IllegalStateException("a state holds no " + type);
        }
    }
}
