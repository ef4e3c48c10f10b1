package health.foramen.journeys.contracts;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a producer's schema into the question a consumer asks of it: <em>is each field that I read there, and of the kind
 * that I expect?</em>
 *
 * <p>What the consumer leaves out is no business of the producer, so nothing is required any more; and what the schema does
 * not name cannot be relied upon, so every object that it describes is closed. One pass, on a copy.
 */
final class Trimming {

    /** Keywords that speak of what must be there together. */
    private static final Set<String> ABOUT_PRESENCE =
            Set.of("required", "dependentRequired", "minProperties", "minItems", "minContains", "contains", "if", "then", "else", "not");

    /** Under these lies a schema of a value of its own; {@code true} closes it. */
    private static final Set<String> A_VALUE = Set.of("items", "additionalProperties", "unevaluatedProperties");
    private static final Set<String> MANY_VALUES = Set.of("properties", "patternProperties");
    private static final Set<String> SEVERAL_VIEWS = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

    private Trimming() {
    }

    static JsonNode of(JsonNode schema) {
        return value(schema);
    }

    private static JsonNode value(JsonNode schema) {
        JsonNode trimmed = view(schema);
        if (trimmed instanceof ObjectNode object) {
            object.put("unevaluatedProperties", false);
        }
        return trimmed;
    }

    /** One of several views of the same value: only their sum may be closed. */
    private static JsonNode view(JsonNode schema) {
        if (!(schema instanceof ObjectNode original)) {
            return schema;
        }
        ObjectNode trimmed = original.objectNode();
        for (Map.Entry<String, JsonNode> keyword : original.properties()) {
            String name = keyword.getKey();
            JsonNode is = keyword.getValue();
            if (ABOUT_PRESENCE.contains(name)) {
                continue;
            }
            if (A_VALUE.contains(name)) {
                if (is.isObject()) {
                    trimmed.set(name, value(is));
                }
            } else if (MANY_VALUES.contains(name)) {
                ObjectNode values = trimmed.putObject(name);
                is.properties().forEach(entry -> values.set(entry.getKey(), value(entry.getValue())));
            } else if (DEFINITIONS.contains(name)) {
                ObjectNode views = trimmed.putObject(name);
                is.properties().forEach(entry -> views.set(entry.getKey(), view(entry.getValue())));
            } else if (SEVERAL_VIEWS.contains(name)) {
                // With nothing required, alternatives that differ in what must be there would all fit: one is enough.
                var views = trimmed.putArray(name.equals("oneOf") ? "anyOf" : name);
                is.values().forEach(branch -> views.add(view(branch)));
            } else {
                trimmed.set(name, is.deepCopy());
            }
        }
        return trimmed;
    }
}
