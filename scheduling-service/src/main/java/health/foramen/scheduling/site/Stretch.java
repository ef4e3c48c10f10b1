package health.foramen.scheduling.site;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;

/**
 * From one local date to another, both included; perhaps only from an hour of the first on, and only until an hour of the last. A holiday, a leave, a
 * C-arm that is out until eleven.
 */
public record Stretch(LocalDate from, Optional<LocalTime> fromTime, LocalDate to, Optional<LocalTime> toTime) {

    public Stretch {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        // What was stored before hours were known is whole days; midnight at its beginning is no hour of its own.
        fromTime = fromTime == null ? Optional.empty() : fromTime.filter(time -> !time.equals(LocalTime.MIDNIGHT));
        toTime = toTime == null ? Optional.empty() : toTime;
    }

    public static Stretch days(LocalDate from, LocalDate to) {
        return new Stretch(from, Optional.empty(), to, Optional.empty());
    }

    /** Why this is no stretch of time, in a sentence; nothing if it is one. */
    public Optional<String> fault() {
        if (to.isBefore(from)) {
            return Optional.of("The last day comes after the first.");
        }
        LocalTime begins = from.equals(to) ? fromTime.orElse(LocalTime.MIDNIGHT) : LocalTime.MIDNIGHT;
        return toTime.filter(until -> !until.isAfter(begins)).map(_ -> "It ends after it begins.");
    }

    public boolean covers(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    /** Whether that date is covered from its beginning to its end. */
    public boolean whole(LocalDate date) {
        return covers(date) && !(date.equals(from) && fromTime.isPresent()) && !(date.equals(to) && toTime.isPresent());
    }

    /** Whether it takes everything that another takes. */
    public boolean contains(Stretch other) {
        return covers(other.from) && covers(other.to) && on(other.from).filter(hours -> other.on(other.from).filter(theirs -> theirs.within(hours)).isPresent()).isPresent()
                && on(other.to).filter(hours -> other.on(other.to).filter(theirs -> theirs.within(hours)).isPresent()).isPresent();
    }

    /** The hours of that date that are covered; nothing if none are. */
    public Optional<Hours> on(LocalDate date) {
        return covers(date) ? Optional.of(new Hours(date.equals(from) ? fromTime.orElse(LocalTime.MIN) : LocalTime.MIN,
                date.equals(to) ? toTime.orElse(LocalTime.MAX) : LocalTime.MAX)) : Optional.empty();
    }

    public boolean overlaps(LocalDate date, Hours hours) {
        return on(date).filter(hours::overlaps).isPresent();
    }

    /** Whether nothing of those hours is left. */
    public boolean takesAll(LocalDate date, Hours hours) {
        return on(date).filter(hours::within).isPresent();
    }

    /** The first moment in words of a person, {@code from 13:00}; empty for whole days. */
    public String words() {
        return fromTime.map(time -> " from " + time).orElse("") + toTime.map(time -> " until " + time).orElse("");
    }
}
