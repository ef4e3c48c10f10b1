package health.foramen.journeys.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An AsyncAPI document that lists every event beside it, and none that is not there. */
final class EventFace {

    private static final String PUBLISHES = "publishes/";
    private static final String SCHEMA = ".schema.json";

    private EventFace() {
    }

    static List<String> disagreements(Contract contract) {
        JsonNode api = contract.events();
        List<String> found = new ArrayList<>();
        if (!api.path("asyncapi").asString("").startsWith("3.")) {
            found.add("it names no AsyncAPI 3 version");
        }
        Set<String> listed = api.findValues("$ref").stream().map(JsonNode::asString)
                .map(reference -> reference.startsWith("./") ? reference.substring(2) : reference)
                .filter(reference -> reference.startsWith(PUBLISHES) && reference.endsWith(SCHEMA))
                .map(reference -> reference.substring(PUBLISHES.length(), reference.length() - SCHEMA.length()))
                .collect(Collectors.toSet());
        contract.schemas().keySet().stream().filter(type -> !listed.contains(type))
                .forEach(type -> found.add("it does not list " + type));
        listed.stream().filter(type -> !contract.schemas().containsKey(type))
                .forEach(type -> found.add("it lists " + type + ", of which there is no schema"));
        api.findValues("$ref").stream().map(JsonNode::asString).distinct()
                .filter(reference -> reference.startsWith("#/") && api.at(reference.substring(1)).isMissingNode())
                .forEach(reference -> found.add(reference + " leads nowhere"));
        return found.stream().map(sentence -> contract.service() + "/contract/events.yaml: " + sentence).toList();
    }
}
