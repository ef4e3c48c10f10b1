package health.foramen.notification.journey.store;

import health.foramen.notification.journey.BrokenCadence;
import health.foramen.notification.journey.Cadence;
import health.foramen.notification.journey.Cadence.Caps;
import health.foramen.notification.journey.Cadence.Consent;
import health.foramen.notification.journey.Cadence.Hours;
import health.foramen.notification.journey.Cadence.Only;
import health.foramen.notification.journey.Cadence.OtherCaps;
import health.foramen.notification.journey.Cadence.Phase;
import health.foramen.notification.journey.Cadence.Pick;
import health.foramen.notification.journey.Cadence.Rule;
import health.foramen.notification.journey.Cadence.UseBy;
import health.foramen.notification.journey.Cadence.When;
import health.foramen.notification.journey.Priority;
import health.foramen.notification.journey.Question;
import health.foramen.notification.wording.Message;
import java.io.StringReader;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a cadence file. Every complaint names the file and the line. */
public final class YamlCadence {

    private static final Set<String> FIELDS = Set.of("step", "phase", "only", "when", "later", "use-by", "channels", "message", "priority", "asks", "vital",
            "exempt", "merges-into", "diary-day");
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    private final String file;

    private YamlCadence(String file) {
        this.file = file;
    }

    /** @throws BrokenCadence with file, line and reason */
    public static Cadence read(String file, String content) {
        YamlCadence reader = new YamlCadence(file);
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(content));
            if (root == null) {
                throw new BrokenCadence(file + " is empty");
            }
            return reader.cadence(root);
        } catch (ReaderException e) {
            throw new BrokenCadence(file + " holds a character that no text has, at position " + e.getPosition());
        } catch (MarkedYAMLException e) {
            throw new BrokenCadence(file + Optional.ofNullable(e.getProblemMark()).map(mark -> ", line " + (mark.getLine() + 1)).orElse("") + ": " + e.getProblem());
        } catch (YAMLException e) {
            // Nested or repeated beyond measure: the parser stops before there is a line.
            throw new BrokenCadence(file + ": " + e.getMessage());
        }
    }

    private Cadence cadence(Node root) {
        Map<String, Node> fields = map(root, Set.of("version", "hours", "caps", "steps"));
        Map<String, Node> hours = map(required(root, fields, "hours"), Set.of("from", "until", "evening"));
        Node hoursNode = fields.get("hours");
        Hours day = new Hours(time(required(hoursNode, hours, "from")), time(required(hoursNode, hours, "until")), time(required(hoursNode, hours, "evening")));
        if (!day.from().isBefore(day.until()) || !day.evening().isBefore(day.until()) || day.evening().isBefore(day.from())) {
            throw broken(hoursNode, "from must be before evening, and evening before until");
        }
        Map<String, Node> caps = map(required(root, fields, "caps"), Set.of("per-day", "per-week", "others"));
        Node capsNode = fields.get("caps");
        List<OtherCaps> others = new ArrayList<>();
        if (caps.containsKey("others")) {
            list(caps.get("others")).forEach(other -> others.add(otherCaps(other)));
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node step : list(required(root, fields, "steps"))) {
            Rule rule = rule(step);
            if (!names.add(rule.step())) {
                throw broken(step, "the step " + rule.step() + " is there twice");
            }
            rules.add(rule);
        }
        for (Node step : list(fields.get("steps"))) {
            Map<String, Node> of = map(step, FIELDS);
            Optional.ofNullable(of.get("merges-into")).ifPresent(node -> list(node).forEach(one -> {
                if (!names.contains(text(one))) {
                    throw broken(one, text(of.get("step")) + " merges into " + text(one) + ", which is no step");
                }
            }));
        }
        return new Cadence(text(required(root, fields, "version")), day, caps(capsNode, caps), others, rules);
    }

    private Caps caps(Node node, Map<String, Node> fields) {
        return new Caps(number(required(node, fields, "per-day"), 1, 24), number(required(node, fields, "per-week"), 1, 168));
    }

    private OtherCaps otherCaps(Node node) {
        Map<String, Node> fields = map(node, Set.of("region", "consent", "per-day", "per-week"));
        Optional<String> region = Optional.ofNullable(fields.get("region")).map(this::text);
        if (region.filter(code -> !REGIONS.contains(code)).isPresent()) {
            throw broken(fields.get("region"), region.get() + " is no country's two letters, such as US");
        }
        Optional<Consent> consent = Optional.ofNullable(fields.get("consent")).map(one -> word(one, Consent.class));
        if (region.isEmpty() && consent.isEmpty()) {
            throw broken(node, "other caps are for a region, a consent, or both");
        }
        return new OtherCaps(region, consent, caps(node, fields));
    }

    private Rule rule(Node step) {
        Map<String, Node> fields = map(step, FIELDS);
        String name = text(required(step, fields, "step"));
        if (!name.matches("[a-z0-9-]{1,40}")) {
            throw broken(fields.get("step"), "a step's name is small letters, digits and hyphens, at most 40");
        }
        Phase phase = word(required(step, fields, "phase"), Phase.class);
        When when = when(required(step, fields, "when"));
        Pick pick = word(required(step, fields, "channels"), Pick.class);
        Optional<Message> message = Optional.ofNullable(fields.get("message")).map(node -> Message.of(text(node))
                .orElseThrow(() -> broken(node, text(node) + " is no message")));
        if (message.isEmpty() != (pick == Pick.DESK)) {
            throw broken(step, name + ": a step has a message or goes to the desk");
        }
        if (when instanceof When.Before && phase != Phase.AHEAD) {
            throw broken(fields.get("when"), "hours-before counts from a visit that lies ahead");
        }
        return new Rule(name, phase, when, useBy(required(step, fields, "use-by")), words(fields.get("only"), Only.class), pick, message,
                word(required(step, fields, "priority"), Priority.class), words(fields.get("asks"), Question.class), flag(fields.get("vital")),
                flag(fields.get("exempt")), fields.containsKey("later") ? hours(fields.get("later")) : Duration.ZERO, names(fields.get("merges-into")),
                fields.containsKey("diary-day") ? number(fields.get("diary-day"), 1, 90) : 0);
    }

    private When when(Node node) {
        if (node instanceof ScalarNode) {
            if (text(node).equals("at-once")) {
                return new When.AtOnce();
            }
            throw broken(node, "when is at-once, {days, at} or {hours-before}");
        }
        Map<String, Node> fields = map(node, Set.of("days", "at", "hours-before"));
        if (fields.containsKey("hours-before")) {
            return new When.Before(Duration.ofHours(number(fields.get("hours-before"), 1, 72)));
        }
        return new When.OnDay(number(required(node, fields, "days"), -365, 365), time(required(node, fields, "at")));
    }

    private UseBy useBy(Node node) {
        if (node instanceof ScalarNode) {
            if (text(node).equals("arrival")) {
                return new UseBy.Arrival();
            }
            throw broken(node, "use-by is arrival, {days, at} or {hours}");
        }
        Map<String, Node> fields = map(node, Set.of("days", "at", "hours"));
        if (fields.containsKey("hours")) {
            return new UseBy.Within(Duration.ofHours(number(fields.get("hours"), 1, 24 * 365)));
        }
        return new UseBy.OnDay(number(required(node, fields, "days"), -365, 365), time(required(node, fields, "at")));
    }

    private Duration hours(Node node) {
        Map<String, Node> fields = map(node, Set.of("hours"));
        return Duration.ofHours(number(required(node, fields, "hours"), 0, 72));
    }

    // ------------------------------------------------------------------------------------------------ small parts

    private Map<String, Node> map(Node node, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw broken(node, "names and values are expected");
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        mapping.getValue().forEach(tuple -> {
            String key = text(tuple.getKeyNode());
            if (!known.contains(key)) {
                throw broken(tuple.getKeyNode(), key + " is unknown here");
            }
            if (fields.put(key, tuple.getValueNode()) != null) {
                throw broken(tuple.getKeyNode(), key + " is there twice");
            }
        });
        return fields;
    }

    private List<Node> list(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw broken(node, "a list is expected");
        }
        return sequence.getValue();
    }

    private Node required(Node parent, Map<String, Node> fields, String name) {
        Node node = fields.get(name);
        if (node == null) {
            throw broken(parent, name + " is missing");
        }
        return node;
    }

    private String text(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw broken(node, "one value is expected");
        }
        return scalar.getValue();
    }

    private LocalTime time(Node node) {
        try {
            return LocalTime.parse(text(node));
        } catch (DateTimeParseException e) {
            throw broken(node, text(node) + " is no time such as \"08:00\"");
        }
    }

    private int number(Node node, int least, int most) {
        try {
            int value = Integer.parseInt(text(node));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw broken(node, text(node) + " is no whole number from " + least + " to " + most);
    }

    private boolean flag(Node node) {
        if (node == null) {
            return false;
        }
        return switch (text(node)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw broken(node, text(node) + " is neither true nor false");
        };
    }

    private <E extends Enum<E>> E word(Node node, Class<E> type) {
        try {
            return Enum.valueOf(type, text(node).toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException _) {
            throw broken(node, text(node) + " is none of " + EnumSet.allOf(type).stream().map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList());
        }
    }

    private <E extends Enum<E>> Set<E> words(Node node, Class<E> type) {
        return node == null ? Set.of() : each(node, one -> word(one, type));
    }

    private Set<String> names(Node node) {
        return node == null ? Set.of() : each(node, this::text);
    }

    private <T> Set<T> each(Node node, Function<Node, T> read) {
        Set<T> all = new HashSet<>();
        list(node).forEach(one -> all.add(read.apply(one)));
        return all;
    }

    private BrokenCadence broken(Node node, String reason) {
        return new BrokenCadence(file + ", line " + (node.getStartMark().getLine() + 1) + ": " + reason);
    }
}
