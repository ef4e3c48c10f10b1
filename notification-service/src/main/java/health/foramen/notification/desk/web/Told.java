package health.foramen.notification.desk.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the desk's pages tell times, steps and states. */
final class Told {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private Told() {
    }

    static String day(Instant when, ZoneId zone) {
        return DAY.format(when.atZone(zone));
    }

    static String time(Instant when, ZoneId zone) {
        return TIME.format(when.atZone(zone));
    }

    static String dayAndTime(Instant when, ZoneId zone) {
        return day(when, zone) + ", " + time(when, zone);
    }

    /** The stylesheet's hue and shape for a message's state. */
    static String kind(String state) {
        return switch (state) {
            case "delivered" -> "ok";
            case "sent" -> "now";
            case "planned", "claimed" -> "wait";
            case "failed" -> "stop";
            case "unknown", "suppressed" -> "warn";
            default -> "done";
        };
    }

    /** {@code diary-4} as people say it. */
    static String step(String name) {
        return switch (name) {
            case "booked" -> "Booked";
            case "moved" -> "Moved";
            case "cancelled" -> "Cancelled";
            case "blood-thinner" -> "Medicines";
            case "preparation" -> "Preparation and ride";
            case "reminder" -> "Reminder, 3 days";
            case "ride-check" -> "Is there a ride?";
            case "confirm" -> "Confirm, the day before";
            case "directions" -> "Directions, 2 hours";
            case "after-care" -> "After-care";
            case "after-visit" -> "Thanks";
            case "check-in" -> "Day 1 check-in";
            case "follow-up-3" -> "Follow-up, 3 days";
            case "follow-up-1" -> "Follow-up, the day before";
            default -> name.startsWith("diary-") ? "Diary, day " + name.substring("diary-".length())
                    : name.startsWith("answer-") ? "Answer" : name.startsWith("desk-") ? "Written here" : name;
        };
    }
}
