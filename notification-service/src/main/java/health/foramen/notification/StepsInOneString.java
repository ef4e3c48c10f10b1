package health.foramen.notification;

import health.foramen.notification.journey.Step;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

/**
 * A journey's steps are stored as one string of JSON. Nobody asks the store for what is inside them, every read is by the journey's id, and the
 * embedded store takes as long for each nested document as for the whole of a string (decision 8).
 */
interface StepsInOneString {

    @JsonSerialize(using = Writer.class)
    @JsonDeserialize(using = Reader.class)
    List<Step> steps();

    TypeReference<List<Step>> STEPS = new TypeReference<>() { };

    JsonMapper MAPPER = NotificationConfiguration.storedParts().build();

    final class Writer extends ValueSerializer<List<Step>> {

        @Override
        public void serialize(List<Step> steps, JsonGenerator generator, SerializationContext context) {
            generator.writeString(MAPPER.writeValueAsString(steps));
        }
    }

    /** Reads what was stored as nested documents, too. */
    final class Reader extends ValueDeserializer<List<Step>> {

        @Override
        public List<Step> deserialize(JsonParser parser, DeserializationContext context) {
            return parser.currentToken() == JsonToken.VALUE_STRING ? MAPPER.readValue(parser.getString(), STEPS) : MAPPER.convertValue(context.readTree(parser), STEPS);
        }
    }
}
