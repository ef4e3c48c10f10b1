package health.foramen.sandbox.inbox.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import health.foramen.sandbox.inbox.Piece;
import health.foramen.sandbox.text.Direction;
import health.foramen.sandbox.text.Text;

/** What the templates read. */
final class Shown {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter WITH_YEAR = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH);

    private Shown() {
    }

    /** @param machine for the {@code datetime} attribute */
    record Moment(String machine, String words) {

        static Moment of(Instant at, ZoneId zone) {
            return new Moment(at.toString(), DAY_AND_TIME.format(at.atZone(zone)));
        }

        static Moment withYear(Instant at, ZoneId zone) {
            return new Moment(at.toString(), WITH_YEAR.format(at.atZone(zone)));
        }
    }

    /** @param from {@code clinic}, {@code patient} or {@code system}, as the stylesheet has it */
    record Bubble(String from, Moment at, List<Piece> pieces, String status, String state, int segments) {

        static Bubble of(Text text, ZoneId zone) {
            String from = switch (text.direction()) {
                case INBOUND -> "patient";
                case OUTBOUND_API -> "clinic";
                case OUTBOUND_REPLY -> "system";
            };
            String status = text.direction() == Direction.INBOUND ? "" : text.status().code() + text.error().map(code -> " (" + code + ")").orElse("");
            String state = text.error().isPresent() ? "stop" : "ok";
            return new Bubble(from, Moment.of(text.at(), zone), Piece.of(text.body()), status, state, text.segments());
        }
    }

    /** One line of the list of phones or of mailboxes. */
    record Row(String address, String link, String line, Moment at, int count) {
    }
}
