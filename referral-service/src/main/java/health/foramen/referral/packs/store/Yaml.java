package health.foramen.referral.packs.store;

import health.foramen.referral.care.Coded;
import java.io.InputStream;
import java.io.Reader;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;

/** One place in a YAML file that remembers its file and line, and which of its keys somebody has asked for. */
final class Yaml {

    /** Where each node came from, also after two files were laid over each other. */
    private final Map<Node, String> files;
    private final Node node;
    private final Set<String> asked = new HashSet<>();

    private Yaml(Node node, Map<Node, String> files) {
        this.node = node;
        this.files = files;
    }

    static Yaml read(String file, Reader text) {
        var files = new IdentityHashMap<Node, String>();
        try {
            var root = new org.yaml.snakeyaml.Yaml(new LoaderOptions()).compose(text);
            if (root == null) {
                throw new BrokenPack(file, 1, "the file is empty");
            }
            label(root, file, files);
            return new Yaml(root, files);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new BrokenPack(file, mark == null ? 1 : mark.getLine() + 1, e.getProblem());
        } catch (YAMLException e) {
            throw new BrokenPack(file, 1, e.getMessage());
        }
    }

    static Yaml read(String file, InputStream bytes) {
        return read(file, new UnicodeReader(bytes));
    }

    private static void label(Node node, String file, Map<Node, String> files) {
        if (files.put(node, file) != null) {
            return;
        }
        switch (node) {
            case MappingNode map -> map.getValue().forEach(tuple -> {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw new BrokenPack(file, tuple.getKeyNode().getStartMark().getLine() + 1, "a key must be a plain word");
                }
                if (map.getValue().stream().map(NodeTuple::getKeyNode).takeWhile(other -> other != key)
                        .anyMatch(other -> other instanceof ScalarNode earlier && earlier.getValue().equals(key.getValue()))) {
                    throw new BrokenPack(file, key.getStartMark().getLine() + 1, "the key " + key.getValue() + " stands twice");
                }
                label(tuple.getKeyNode(), file, files);
                label(tuple.getValueNode(), file, files);
            });
            case SequenceNode list -> list.getValue().forEach(item -> label(item, file, files));
            default -> { }
        }
    }

    /** The other's values over these: maps are joined key by key, {@code ~} takes a value away, anything else is replaced. */
    Yaml under(Yaml over) {
        var both = new IdentityHashMap<Node, String>(files);
        both.putAll(over.files);
        return new Yaml(merge(node, over.node, both), both);
    }

    private static Node merge(Node base, Node over, Map<Node, String> files) {
        if (!(base instanceof MappingNode low) || !(over instanceof MappingNode high)) {
            return over;
        }
        var joined = new LinkedHashMap<String, NodeTuple>();
        low.getValue().forEach(tuple -> joined.put(((ScalarNode) tuple.getKeyNode()).getValue(), tuple));
        for (var tuple : high.getValue()) {
            var key = ((ScalarNode) tuple.getKeyNode()).getValue();
            if (takesAway(tuple.getValueNode())) {
                joined.remove(key);
                continue;
            }
            var below = joined.get(key);
            joined.put(key, below == null ? tuple
                    : new NodeTuple(tuple.getKeyNode(), merge(below.getValueNode(), tuple.getValueNode(), files)));
        }
        var merged = new MappingNode(high.getTag(), false, new ArrayList<>(joined.values()), high.getStartMark(), high.getEndMark(),
                high.getFlowStyle());
        files.put(merged, files.get(over));
        return merged;
    }

    private static boolean takesAway(Node node) {
        return node instanceof ScalarNode && Tag.NULL.equals(node.getTag());
    }

    /** Everything that stands here, by path; a list of plain words is one value. */
    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        collect("", node, values);
        return values;
    }

    private static void collect(String path, Node node, Map<String, String> values) {
        switch (node) {
            case MappingNode map -> map.getValue().forEach(tuple ->
                    collect((path.isEmpty() ? "" : path + ".") + ((ScalarNode) tuple.getKeyNode()).getValue(), tuple.getValueNode(), values));
            case SequenceNode list when list.getValue().stream().allMatch(ScalarNode.class::isInstance) -> values.put(path,
                    list.getValue().stream().map(item -> ((ScalarNode) item).getValue()).collect(Collectors.joining(", ")));
            case SequenceNode list -> {
                for (int i = 0; i < list.getValue().size(); i++) {
                    collect(path + "." + (i + 1), list.getValue().get(i), values);
                }
            }
            case ScalarNode scalar -> values.put(path, scalar.getValue());
            default -> { }
        }
    }

    String file() {
        return files.getOrDefault(node, "?");
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    BrokenPack broken(String reason) {
        return new BrokenPack(file(), line(), reason);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    Map<String, Yaml> map() {
        if (!(node instanceof MappingNode map)) {
            throw broken("expected keys and values here");
        }
        var entries = new LinkedHashMap<String, Yaml>();
        for (var tuple : map.getValue()) {
            var key = (ScalarNode) tuple.getKeyNode();
            entries.put(key.getValue(), new Yaml(tuple.getValueNode(), files));
            asked.add(key.getValue());
        }
        return entries;
    }

    Optional<Yaml> find(String key) {
        var alreadyAsked = Set.copyOf(asked);
        var found = Optional.ofNullable(map().get(key));
        asked.clear();
        asked.addAll(alreadyAsked);
        asked.add(key);
        return found;
    }

    Yaml get(String key) {
        return find(key).orElseThrow(() -> broken("the value " + key + " is missing"));
    }

    /** Whatever nobody asked for is a slip of the pen; better said than ignored. */
    void refuseUnknownKeys() {
        for (var tuple : ((MappingNode) node).getValue()) {
            var key = (ScalarNode) tuple.getKeyNode();
            if (!asked.contains(key.getValue())) {
                throw new Yaml(key, files).broken("the key " + key.getValue() + " is not known here");
            }
        }
    }

    String text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        throw broken("expected a text here");
    }

    int number(int least, int most) {
        try {
            var number = Integer.parseInt(text());
            if (number < least || number > most) {
                throw broken("expected a whole number from " + least + " to " + most + ", found " + number);
            }
            return number;
        } catch (NumberFormatException _) {
            throw broken("expected a whole number, found " + text());
        }
    }

    boolean yesNo() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw broken("expected true or false, found " + text());
        };
    }

    LocalDate date() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeParseException _) {
            throw broken("expected a date such as 2026-11-22, found " + text());
        }
    }

    LocalTime time() {
        try {
            return LocalTime.parse(text());
        } catch (DateTimeParseException _) {
            throw broken("expected a time such as 07:00, found " + text());
        }
    }

    <E extends Enum<E> & Coded> E coded(Class<E> type) {
        return Coded.of(type, text()).orElseThrow(() -> broken("the code " + text() + " is not known"));
    }

    <T> List<T> list(Function<Yaml, T> each) {
        if (!(node instanceof SequenceNode list)) {
            throw broken("expected a list here");
        }
        return list.getValue().stream().map(item -> each.apply(new Yaml(item, files))).toList();
    }

    /** Reads keys of this map, then refuses the ones that were left over. */
    <T> T whole(Function<Yaml, T> reading) {
        var result = reading.apply(this);
        refuseUnknownKeys();
        return result;
    }

    /** A map whose keys are codes. */
    <K, V> Map<K, V> each(BiFunction<String, Yaml, K> key, BiFunction<K, Yaml, V> value) {
        var result = new LinkedHashMap<K, V>();
        map().forEach((name, entry) -> {
            var read = key.apply(name, entry);
            result.put(read, value.apply(read, entry));
        });
        return result;
    }
}
