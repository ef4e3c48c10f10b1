package health.foramen.notification.mail;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One visit as a calendar understands it. Times are instants: every calendar shows them in its reader's zone, whatever either side does to
 * its clocks. A later revision replaces the earlier entry, a cancelled one removes it. {@link CalendarFiles} writes it down.
 *
 * @param uid      the appointment's
 * @param sequence its revision
 * @param stamp    when this file was made
 * @param place    the site's name: whoever publishes the entry
 * @param phone    where the place is reached
 */
public record CalendarFile(String uid, long sequence, boolean cancelled, Instant stamp, Instant from, Instant to, String summary,
        String place, Optional<String> phone, String location, String description) {

    public CalendarFile {
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(stamp, "stamp");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(phone, "phone");
    }

    /** What a calendar should do with it (RFC 5546). */
    public String method() {
        return cancelled ? "CANCEL" : "PUBLISH";
    }
}
