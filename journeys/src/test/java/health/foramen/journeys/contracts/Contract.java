package health.foramen.journeys.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One service's contract folder.
 *
 * @param schemas what it publishes, by type ({@code appointment.booked.v1})
 * @param examples one example of each
 * @param consumes the trimmed examples of what it reads, by type
 * @param http its HTTP face (OpenAPI)
 * @param events its events (AsyncAPI)
 */
record Contract(String service, Map<String, JsonNode> schemas, Map<String, JsonNode> examples, Map<String, JsonNode> consumes,
                JsonNode http, JsonNode events) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final YAMLMapper YAML = new YAMLMapper();

    static Contract read(Path service) {
        Path folder = service.resolve("contract");
        return new Contract(service.getFileName().toString(),
                files(folder.resolve("publishes"), ".schema.json"),
                files(folder.resolve("publishes"), ".example.json"),
                files(folder.resolve("consumes"), ".example.json"),
                YAML.readTree(folder.resolve("http.yaml")),
                YAML.readTree(folder.resolve("events.yaml")));
    }

    private static Map<String, JsonNode> files(Path folder, String ending) {
        Map<String, JsonNode> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(ending)).forEach(file -> {
                String name = file.getFileName().toString();
                found.put(name.substring(0, name.length() - ending.length()), JSON.readTree(file));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Every service lays its contract open; cannot read " + folder, e);
        }
        return found;
    }

    /** A copy in memory that a test may spoil. */
    Contract copy() {
        return new Contract(service, copy(schemas), copy(examples), copy(consumes), http.deepCopy(), events.deepCopy());
    }

    private static Map<String, JsonNode> copy(Map<String, JsonNode> nodes) {
        Map<String, JsonNode> copies = new TreeMap<>();
        nodes.forEach((type, node) -> copies.put(type, node.deepCopy()));
        return copies;
    }
}
