package health.foramen.referral.care.web;

import health.foramen.referral.care.web.Reading.Mistake;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form as it was sent, and what was wrong with it. Its names are paths, {@code patient.birthDate}, so that it becomes the same tree as a
 * JSON body and is read by the same reader; a mistake at {@code /patient/birthDate} finds its way back beside the field.
 */
public final class Form {

    /** Which names are not plain texts. */
    public record Shape(Set<String> numbers, Set<String> flags, Set<String> lists) {
    }

    private static final int MOST_FIELDS = 400;

    private final MultiValueMap<String, String> values;
    private final List<Mistake> mistakes;

    public Form(MultiValueMap<String, String> values, List<Mistake> mistakes) {
        this.values = values;
        this.mistakes = List.copyOf(mistakes);
    }

    public static Form blank() {
        return new Form(new LinkedMultiValueMap<>(), List.of());
    }

    public static Form filled(Map<String, String> values) {
        var all = new LinkedMultiValueMap<String, String>();
        values.forEach(all::add);
        return new Form(all, List.of());
    }

    public Form with(List<Mistake> found) {
        return new Form(values, found);
    }

    public String value(String name) {
        var value = values.getFirst(name);
        return value == null ? "" : value;
    }

    /** For a field that begins with something in it. */
    public String value(String name, String otherwise) {
        return values.containsKey(name) ? value(name) : otherwise;
    }

    public boolean has(String name, String value) {
        return values.getOrDefault(name, List.of()).contains(value);
    }

    /** Whether anything was typed into the fields whose names begin so. */
    public boolean says(String beginning) {
        return values.entrySet().stream().anyMatch(entry -> entry.getKey().startsWith(beginning) && entry.getValue().stream().anyMatch(text -> text != null && !text.isBlank()));
    }

    public boolean failed() {
        return !mistakes.isEmpty();
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** What is wrong with a field or with something inside it; null when nothing is. */
    public String error(String name) {
        var pointer = pointer(name);
        return mistakes.stream().filter(mistake -> mistake.pointer().equals(pointer) || mistake.pointer().startsWith(pointer + "/"))
                .map(Mistake::detail).findFirst().orElse(null);
    }

    /** The name of the field that a mistake belongs to; the page gives the field that id. */
    public String field(Mistake mistake) {
        return values.keySet().stream().filter(name -> mistake.pointer().equals(pointer(name)) || mistake.pointer().startsWith(pointer(name) + "/"))
                .findFirst().orElse(mistake.pointer().replaceFirst("^/", "").replace('/', '.').replaceFirst("\\.\\d+$", ""));
    }

    /** The field in words, for a list in which it stands without its label: {@code Given name}. */
    public String named(Mistake mistake) {
        var parts = Arrays.stream(mistake.pointer().split("/")).filter(part -> !part.isEmpty() && !part.matches("\\d+")).toList();
        if (parts.isEmpty()) {
            return "The form";
        }
        var words = parts.getLast().replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Rows that were left empty are not sent, so the third row of a form may be the first of the list. */
    private String pointer(String name) {
        var pointer = new StringBuilder();
        var prefix = new StringBuilder();
        for (var part : name.split("\\.")) {
            var before = prefix.toString();
            prefix.append(part).append('.');
            pointer.append('/').append(part.matches("\\d{1,3}") ? rank(before, Integer.parseInt(part)) : part);
        }
        return pointer.toString();
    }

    private long rank(String prefix, int row) {
        return values.entrySet().stream().filter(entry -> entry.getKey().startsWith(prefix))
                .filter(entry -> entry.getValue().stream().anyMatch(text -> text != null && !text.isBlank()))
                .map(entry -> entry.getKey().substring(prefix.length()).split("\\.")[0]).filter(part -> part.matches("\\d{1,3}"))
                .map(Integer::parseInt).distinct().filter(other -> other < row).count();
    }

    public ObjectNode tree(Shape shape) {
        var root = JsonNodeFactory.instance.objectNode();
        values.entrySet().stream().limit(MOST_FIELDS).forEach(entry -> {
            var name = entry.getKey();
            var texts = entry.getValue().stream().filter(text -> text != null && !text.isBlank()).toList();
            if (!texts.isEmpty() && name.matches("[A-Za-z0-9]+(\\.[A-Za-z0-9]+){0,4}")) {
                put(root, name.split("\\."), node(shape, name, texts));
            }
        });
        return (ObjectNode) lists(root);
    }

    private static JsonNode node(Shape shape, String name, List<String> texts) {
        var nodes = JsonNodeFactory.instance;
        if (shape.lists().contains(name)) {
            var list = nodes.arrayNode();
            texts.stream().flatMap(text -> Arrays.stream(text.split(","))).map(String::strip).filter(text -> !text.isEmpty()).forEach(list::add);
            return list;
        }
        var text = texts.getFirst().strip();
        if (shape.flags().contains(name)) {
            return nodes.booleanNode(text.equals("true") || text.equals("on") || text.equals("yes"));
        }
        return shape.numbers().contains(name) && text.matches("-?\\d{1,9}") ? nodes.numberNode(Integer.parseInt(text)) : nodes.stringNode(texts.getFirst());
    }

    private static void put(ObjectNode root, String[] path, JsonNode value) {
        var place = root;
        for (int i = 0; i < path.length - 1; i++) {
            var next = place.get(path[i]);
            place = next instanceof ObjectNode object ? object : place.putObject(path[i]);
        }
        place.set(path[path.length - 1], value);
    }

    /** Objects whose names are all numbers are lists, in that order. */
    private static JsonNode lists(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        var children = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(child -> children.put(child.getKey(), lists(child.getValue())));
        if (!children.isEmpty() && children.keySet().stream().allMatch(name -> name.matches("\\d{1,3}"))) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            children.entrySet().stream().sorted((a, b) -> Integer.compare(Integer.parseInt(a.getKey()), Integer.parseInt(b.getKey())))
                    .forEach(child -> list.add(child.getValue()));
            return list;
        }
        var tree = JsonNodeFactory.instance.objectNode();
        children.forEach(tree::set);
        return tree;
    }
}
