package health.foramen.notification.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One visit as a calendar understands it (RFC 5545). Times are in UTC: every calendar shows them in its reader's zone, whatever either
 * side does to its clocks. A later revision replaces the earlier entry, a cancelled one removes it.
 *
 * @param uid      the appointment's
 * @param sequence its revision
 * @param stamp    when this file was made
 */
public record CalendarFile(String uid, long sequence, boolean cancelled, Instant stamp, Instant from, Instant to, String summary,
        String location, String description) {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Octets in one line, without its end (RFC 5545, 3.1). */
    private static final int LINE = 75;

    public String method() {
        return cancelled ? "CANCEL" : "PUBLISH";
    }

    public String text() {
        StringBuilder file = new StringBuilder();
        line(file, "BEGIN:VCALENDAR");
        line(file, "VERSION:2.0");
        line(file, "PRODID:-//Foramen//Visits//EN");
        line(file, "CALSCALE:GREGORIAN");
        line(file, "METHOD:" + method());
        line(file, "BEGIN:VEVENT");
        line(file, "UID:" + uid + "@foramen");
        line(file, "SEQUENCE:" + sequence);
        line(file, "DTSTAMP:" + UTC.format(stamp));
        line(file, "DTSTART:" + UTC.format(from));
        line(file, "DTEND:" + UTC.format(to));
        line(file, "SUMMARY:" + escaped(summary));
        line(file, "LOCATION:" + escaped(location));
        line(file, "DESCRIPTION:" + escaped(description));
        line(file, "STATUS:" + (cancelled ? "CANCELLED" : "CONFIRMED"));
        line(file, "TRANSP:OPAQUE");
        line(file, "END:VEVENT");
        line(file, "END:VCALENDAR");
        return file.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n");
    }

    /** Folds between characters, never inside one. */
    private static void line(StringBuilder file, String content) {
        int octets = 0;
        for (int i = 0; i < content.length(); ) {
            int letter = content.codePointAt(i);
            int width = Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            if (octets + width > LINE) {
                file.append("\r\n ");
                octets = 1;
            }
            file.appendCodePoint(letter);
            octets += width;
            i += Character.charCount(letter);
        }
        file.append("\r\n");
    }
}
