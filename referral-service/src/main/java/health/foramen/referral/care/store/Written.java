package health.foramen.referral.care.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import health.foramen.outbox.Json;
import health.foramen.referral.care.Coded;
import java.util.Map;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** Builds the mapper of a stored state. What is stored outlives class names, so every case of a sealed type is given its word here. */
public final class Written {

    private final JsonMapper.Builder builder = Json.builder().annotationIntrospector(new Codes())
            .changeDefaultVisibility(visibility -> visibility.withIsGetterVisibility(Visibility.NONE));

    private Written() {
    }

    public static Written words() {
        return new Written();
    }

    /** The field {@code is} says which case it is. */
    public Written cases(Class<?> sealed, Map<String, Class<?>> words) {
        builder.addMixIn(sealed, Cases.class);
        words.forEach((word, type) -> builder.registerSubtypes(new NamedType(type, word)));
        return this;
    }

    public JsonMapper mapper() {
        return builder.build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Cases {
    }

    /** A coded word is written as its code. */
    private static final class Codes extends JacksonAnnotationIntrospector {

        @Override
        public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            var found = super.findEnumValues(config, type, constants, names);
            for (int i = 0; i < constants.length; i++) {
                if (constants[i] instanceof Coded coded) {
                    found[i] = coded.code();
                }
            }
            return found;
        }
    }
}
