package health.foramen.scheduling.booking.web;

import health.foramen.scheduling.day.Change;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.web.Wall;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of an appointment's history as a person says it. The line itself keeps codes. */
final class HistoryWords {

    private static final Pattern MOVED_FROM = Pattern.compile("from (\\S+) (\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2})(?:: ([a-z0-9-]+))?");
    private static final Pattern FROM_BAY = Pattern.compile("from (\\S+/\\S+) to (\\S+/\\S+)");

    private HistoryWords() {
    }

    static String what(Change line) {
        String what = line.what();
        if (what.startsWith("cancelled: ")) {
            return "Cancelled: " + Wall.words(what.substring("cancelled: ".length())).toLowerCase(java.util.Locale.ROOT);
        }
        return switch (what) {
            case "held" -> "Held an opening";
            case "confirmed" -> "Said yes to the time";
            case "preparing" -> "Began to prepare";
            case "started" -> "Started the procedure";
            case "recovering" -> "To recovery";
            case "completed" -> "Discharged";
            case "did not come" -> "Marked as did not come";
            default -> Wall.words(what);
        };
    }

    static String why(Change line, UnaryOperator<String> unit, Sites sites) {
        String why = line.why().orElse(null);
        if (why == null) {
            return null;
        }
        Matcher moved = MOVED_FROM.matcher(why);
        if (moved.matches()) {
            String site = sites.find(moved.group(1)).map(known -> known.site().name()).orElse(moved.group(1));
            return "from " + site + ", " + when(moved.group(2))
                    + Optional.ofNullable(moved.group(3)).map(because -> " (" + because.replace('-', ' ') + ")").orElse("");
        }
        Matcher bay = FROM_BAY.matcher(why);
        return bay.matches() ? "from " + unit.apply(bay.group(1)) + " to " + unit.apply(bay.group(2)) : why;
    }

    private static String when(String local) {
        try {
            return Wall.when(LocalDateTime.parse(local)).words();
        } catch (DateTimeException _) {
            return local;
        }
    }
}
