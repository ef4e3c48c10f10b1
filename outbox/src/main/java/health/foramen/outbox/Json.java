package health.foramen.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** How facts are written on the wire and in the store: ISO-8601 times, no nulls, names instead of classes. */
public final class Json {

    private static final JsonMapper MAPPER = builder().build();

    private Json() {
    }

    /** The wire mapper. A reader meets unknown fields calmly and a missing one, where its record needs it, with a refusal. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** To build a mapper that agrees with the wire mapper and adds mix-ins of its own. */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(inclusion -> inclusion
                        .withValueInclusion(JsonInclude.Include.NON_ABSENT)
                        .withContentInclusion(JsonInclude.Include.NON_ABSENT));
    }
}
