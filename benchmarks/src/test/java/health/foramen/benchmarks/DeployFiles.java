package health.foramen.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The checkout as the deploy files speak of it.
final class DeployFiles {

    static final Path HOME = Path.of("").toAbsolutePath().getParent();
    static final Path DEPLOY = HOME.resolve("deploy");
    static final Set<String> PROGRAMS = Set.of("referral-service", "scheduling-service", "notification-service", "gateway");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");
    private static final Pattern METER = Pattern.compile("\\b(?:counter|timer|gauge|summary|builder)\\(\\s*\"(foramen(?:\\.[a-z0-9]+)+)\"");

    private DeployFiles() {
    }

    static JsonNode yaml(Path file) {
        return yaml(read(file)).getFirst();
    }

    /// Every document of the text, merge keys applied.
    static List<JsonNode> yaml(String text) {
        var documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text);
        return StreamSupport.stream(documents.spliterator(), false).map(document -> JsonMapper.shared().<JsonNode>valueToTree(document)).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The variables without which the program would not start, or would look for a neighbour on its own machine.
    static Set<String> neededVariables(String program) {
        return neededVariables(sources(HOME.resolve(program).resolve("src/main/resources"), "application\\.ya?ml").map(DeployFiles::read).toList());
    }

    static Set<String> neededVariables(List<String> configurations) {
        return configurations.stream().flatMap(text -> Stream.concat(
                PLACEHOLDER.matcher(text).results().filter(found -> found.group(2) == null || pointsHome(found.group(2))).map(found -> found.group(1)),
                yaml(text).stream().filter(document -> !isForAProfile(document)).flatMap(document -> homes("", document)))).collect(Collectors.toCollection(TreeSet::new));
    }

    /// A part of the file that only a laptop's profile reads.
    private static boolean isForAProfile(JsonNode document) {
        return document.toString().contains("on-profile");
    }

    /// Properties whose value is an address on the program's own machine, by the variables that Spring takes in their place.
    private static Stream<String> homes(String path, JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream().flatMap(field -> homes(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
        }
        var value = node.asString("");
        return pointsHome(value) && !PLACEHOLDER.matcher(value).find() ? Stream.of(path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')) : Stream.of();
    }

    private static boolean pointsHome(String value) {
        return value.contains("127.0.0.1") || value.contains("localhost") || value.contains("local-only");
    }

    /// The meters that the code registers, as Prometheus spells them but for unit and kind.
    static Set<String> meters() {
        return Stream.concat(PROGRAMS.stream(), Stream.of("outbox", "clock", "safeguard", "shell"))
                .flatMap(module -> sources(HOME.resolve(module).resolve("src/main/java"), ".*\\.java"))
                .flatMap(file -> METER.matcher(read(file)).results())
                .map(found -> found.group(1).replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return node.isObject() ? List.copyOf(node.properties()) : List.of();
    }

    static List<JsonNode> items(JsonNode node) {
        return node.isArray() ? List.copyOf(node.values()) : List.of();
    }

    private static Stream<Path> sources(Path folder, String name) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
