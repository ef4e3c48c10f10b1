package health.foramen.scheduling;

import health.foramen.scheduling.site.Coded;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;

/** Writes and reads every {@link Coded} by its code, on the wire as in the store. */
final class CodedWords extends SimpleModule {

    private static final long serialVersionUID = 1L;

    CodedWords() {
        super("coded-words");
        addSerializer(Coded.class, new ByCode());
        setDeserializers(new Reading());
    }

    private static final class ByCode extends ValueSerializer<Coded> {
        @Override
        public void serialize(Coded value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.code());
        }
    }

    private static final class Reading extends SimpleDeserializers {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> findEnumDeserializer(JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return Coded.class.isAssignableFrom(type.getRawClass()) ? new OfCode(type.getRawClass())
                    : super.findEnumDeserializer(type, config, description);
        }
    }

    private static final class OfCode extends ValueDeserializer<Object> {

        private final Class<?> type;

        private OfCode(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            String code = json.getValueAsString();
            for (Object value : type.getEnumConstants()) {
                if (((Coded) value).code().equals(code)) {
                    return value;
                }
            }
            return context.handleWeirdStringValue(type, code == null ? "" : code, "no code of ours");
        }
    }
}
