package health.foramen.scheduling.template.web;

import health.foramen.scheduling.site.Weekday;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A recurrence rule as people say it, and as their form makes it. */
final class RuleWords {

    private static final DateTimeFormatter BASIC = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private RuleWords() {
    }

    static String rule(Collection<Weekday> on, int every, LocalDate until) {
        return "FREQ=WEEKLY" + (every > 1 ? ";INTERVAL=" + every : "") + ";BYDAY=" + on.stream().sorted().map(Weekday::code).collect(Collectors.joining(","))
                + (until == null ? "" : ";UNTIL=" + BASIC.format(until));
    }

    /** In words where the rule is one that the form makes; otherwise the rule itself. */
    static String words(String rule) {
        Map<String, String> parts = parts(rule);
        if (!"WEEKLY".equals(parts.get("FREQ")) || !parts.containsKey("BYDAY") || !List.of("FREQ", "INTERVAL", "BYDAY", "UNTIL").containsAll(parts.keySet())) {
            return rule;
        }
        String every = parts.getOrDefault("INTERVAL", "1");
        return (every.equals("1") ? "every week" : every.equals("2") ? "every other week" : "every " + every + " weeks") + " on "
                + days(rule).stream().map(d -> d.day().getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH)).collect(Collectors.joining(", "))
                + Optional.ofNullable(parts.get("UNTIL")).map(u -> " until " + DAY.format(LocalDate.parse(u, BASIC))).orElse("");
    }

    static List<Weekday> days(String rule) {
        return Arrays.stream(parts(rule).getOrDefault("BYDAY", "").split(",")).filter(d -> d.matches("MO|TU|WE|TH|FR|SA|SU")).map(Weekday::valueOf).toList();
    }

    private static Map<String, String> parts(String rule) {
        return Arrays.stream(rule.split(";")).map(p -> p.split("=", 2)).filter(p -> p.length == 2)
                .collect(Collectors.toMap(p -> p[0], p -> p[1], (one, _) -> one));
    }
}
