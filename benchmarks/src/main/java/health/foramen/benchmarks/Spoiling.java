package health.foramen.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes of a sound body one with something wrong in it, each time something else: what slips, odd programs and ill will send.
final class Spoiling {

    private static final List<String> ODD = List.of("", " ", "\u0000", "\u202Eabc", "N".repeat(10_000), "2026-02-30", "2999-01-01", "1850-01-01", "-1", "11", "1e9", "🌻", "שרה", "محمد",
            "<b>bold</b>", "$where", "null", "true", "left", "midline", "lumbar-sacral", "cervical-thoracic", "consultation", "interlaminar-lumbar", "C5", "Co", "https://", "12", "Mars/Olympus");

    private final Random random;

    Spoiling(long seed) {
        random = new Random(seed);
    }

    synchronized JsonNode one(Object sound) {
        var body = (ObjectNode) JsonMapper.shared().valueToTree(sound);
        for (int spoiled = random.nextInt(3); spoiled >= 0; spoiled--) {
            var places = new ArrayList<Runnable>();
            collect(body, places, odd());
            places.get(random.nextInt(places.size())).run();
        }
        return body;
    }

    private JsonNode odd() {
        var nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextLong());
            case 2 -> nodes.numberNode(random.nextDouble() * 1e300);
            case 3 -> nodes.objectNode().put("$where", "1");
            case 4 -> nodes.arrayNode().add(nodes.arrayNode());
            default -> nodes.stringNode(ODD.get(random.nextInt(ODD.size())));
        };
    }

    private static void collect(JsonNode node, List<Runnable> places, JsonNode odd) {
        switch (node) {
            case ObjectNode object -> object.properties().forEach(field -> {
                places.add(() -> object.set(field.getKey(), odd));
                places.add(() -> object.remove(field.getKey()));
                collect(field.getValue(), places, odd);
            });
            case ArrayNode array -> {
                places.add(() -> array.add(odd));
                array.forEach(item -> collect(item, places, odd));
            }
            default -> { }
        }
    }
}
