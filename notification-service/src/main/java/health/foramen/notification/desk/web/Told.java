package health.foramen.notification.desk.web;

import health.foramen.notification.journey.Ride;
import health.foramen.notification.journey.Step;
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

    static String ride(Ride.Status status) {
        return switch (status) {
            case NOT_NEEDED -> "no ride needed";
            case OPEN -> "not asked yet";
            case ASKED -> "asked";
            case ARRANGED -> "arranged";
            case MISSING -> "missing";
        };
    }

    static String rideKind(Ride.Status status) {
        return switch (status) {
            case NOT_NEEDED -> "done";
            case OPEN, ASKED -> "wait";
            case ARRANGED -> "ok";
            case MISSING -> "warn";
        };
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
        if (name.contains(Step.AGAIN)) {
            return step(name.substring(0, name.indexOf(Step.AGAIN))) + ", again";
        }
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
                    : name.startsWith("answer-") ? "Answer" : name.startsWith("desk-") || name.equals("written") ? "Written here"
                    : name.startsWith("offer-") || name.equals("offer") ? "Earlier time" : name.equals("answer") ? "Answers"
                    : name.startsWith("alert-") || name.equals("alert") ? "Emergency alert" : name;
        };
    }
}
