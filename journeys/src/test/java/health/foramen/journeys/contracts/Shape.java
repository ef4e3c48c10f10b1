package health.foramen.journeys.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Whether one document shows everything that another has: same places, same kinds of value; the values may differ. */
final class Shape {

    private Shape() {
    }

    /** JSON pointers of what {@code read} has and {@code shown} lacks; in an array {@code *} stands for any element. */
    static List<String> missing(JsonNode read, JsonNode shown) {
        List<String> found = new ArrayList<>();
        collect("", read, List.of(shown), found);
        return found;
    }

    /** @param shown every value that stands at this place; one of them must have each thing that is read */
    private static void collect(String at, JsonNode read, List<JsonNode> shown, List<String> found) {
        List<JsonNode> alike = shown.stream().filter(value -> value.getNodeType() == read.getNodeType()).toList();
        if (alike.isEmpty()) {
            found.add(at.isEmpty() ? "/" : at);
        } else if (read.isObject()) {
            read.properties().forEach(field -> collect(at + "/" + field.getKey(), field.getValue(),
                    alike.stream().map(value -> value.get(field.getKey())).filter(value -> value != null).toList(), found));
        } else if (read.isArray()) {
            List<JsonNode> elements = alike.stream().<JsonNode>flatMap(array -> array.values().stream()).toList();
            for (JsonNode element : read.values()) {
                collect(at + "/*", element, elements, found);
            }
        }
    }

    /** Every place in a document, deepest last, the root left out. */
    static Stream<String> places(JsonNode document) {
        return places("", document).filter(place -> !place.isEmpty());
    }

    private static Stream<String> places(String at, JsonNode node) {
        return Stream.concat(Stream.of(at), switch (node.getNodeType()) {
            case OBJECT -> node.properties().stream().flatMap(field -> places(at + "/" + field.getKey(), field.getValue()));
            case ARRAY -> Stream.iterate(0, index -> index < node.size(), index -> index + 1)
                    .flatMap(index -> places(at + "/" + index, node.get(index)));
            case STRING, NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO -> Stream.empty();
        });
    }
}
