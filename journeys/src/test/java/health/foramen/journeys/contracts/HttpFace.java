package health.foramen.journeys.contracts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An OpenAPI document that somebody else's tools could read: whole, and every reference leads somewhere. */
final class HttpFace {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)}");

    private HttpFace() {
    }

    static List<String> disagreements(String service, JsonNode api) {
        List<String> found = new ArrayList<>();
        if (!api.path("openapi").asString("").startsWith("3.")) {
            found.add("it names no OpenAPI 3 version");
        }
        if (api.at("/info/title").asString("").isBlank() || api.at("/info/version").asString("").isBlank()) {
            found.add("it has no title or no version");
        }
        if (api.path("paths").isEmpty()) {
            found.add("it has no path");
        }
        api.path("paths").properties().forEach(path -> {
            if (!path.getKey().startsWith("/")) {
                found.add(path.getKey() + " does not begin with a slash");
            }
            path.getValue().properties().stream().filter(verb -> VERBS.contains(verb.getKey())).forEach(verb -> {
                String operation = verb.getKey().toUpperCase() + " " + path.getKey();
                if (verb.getValue().path("responses").isEmpty()) {
                    found.add(operation + " answers nothing");
                }
                Set<String> declared = Stream.of(path.getValue(), verb.getValue())
                        .flatMap(place -> place.path("parameters").values().stream())
                        .map(parameter -> resolve(api, parameter))
                        .filter(parameter -> parameter.path("in").asString("").equals("path"))
                        .map(parameter -> parameter.path("name").asString(""))
                        .collect(Collectors.toSet());
                Set<String> undeclared = new HashSet<>();
                PLACEHOLDER.matcher(path.getKey()).results().forEach(match -> undeclared.add(match.group(1)));
                undeclared.removeAll(declared);
                undeclared.forEach(name -> found.add(operation + " does not say what {" + name + "} is"));
            });
        });
        api.findValues("$ref").stream().map(JsonNode::asString).distinct()
                .filter(reference -> reference.startsWith("#/") && api.at(reference.substring(1)).isMissingNode())
                .forEach(reference -> found.add(reference + " leads nowhere"));
        return found.stream().map(sentence -> service + "/contract/http.yaml: " + sentence).toList();
    }

    private static JsonNode resolve(JsonNode api, JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : api.at(reference.asString().substring(1));
    }
}
