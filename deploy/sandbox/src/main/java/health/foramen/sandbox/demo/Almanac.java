package health.foramen.sandbox.demo;

import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Turns dates told from today ({@code today}, {@code today-10w}, {@code today+2d}, {@code today-11M}) into dates of the calendar. */
record Almanac(LocalDate today) {

    private static final Pattern TOLD = Pattern.compile("today(?:([+-]\\d+)([dwM]))?");

    LocalDate date(String told) {
        Matcher matcher = TOLD.matcher(told);
        if (!matcher.matches()) {
            return LocalDate.parse(told);
        }
        if (matcher.group(1) == null) {
            return today;
        }
        int count = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "d" -> today.plusDays(count);
            case "w" -> today.plusWeeks(count);
            default -> today.plusMonths(count);
        };
    }

    /** A copy with every told date turned. */
    JsonNode turned(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode turned = object.objectNode();
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    turned.set(field.getKey(), turned(field.getValue()));
                }
                yield turned;
            }
            case ArrayNode array -> {
                ArrayNode turned = array.arrayNode();
                array.forEach(item -> turned.add(turned(item)));
                yield turned;
            }
            default -> node.isString() && TOLD.matcher(node.asString()).matches()
                    ? StringNode.valueOf(date(node.asString()).toString()) : node;
        };
    }
}
