package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Stretch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * A date on the wall of a place. The wall clock is what patients are told; instants are what units are claimed for. Twice a
 * year the two disagree: a wall time may not exist (the clock jumps over it) or exist twice (the clock goes back).
 */
public record LocalDay(LocalDate date, ZoneId zone) {

    public LocalDay {
        Objects.requireNonNull(date);
        Objects.requireNonNull(zone);
    }

    /** When something may begin at that wall time: nothing inside a gap; the first of the two when it exists twice. */
    public Optional<Instant> at(LocalTime time) {
        LocalDateTime wall = date.atTime(time);
        return zone.getRules().getValidOffsets(wall).isEmpty() ? Optional.empty() : Optional.of(wall.atZone(zone).toInstant());
    }

    /** The instant of a boundary at that wall time; a boundary inside a gap is the jump itself. */
    public Instant bound(LocalTime time) {
        LocalDateTime wall = date.atTime(time);
        var jump = zone.getRules().getTransition(wall);
        return jump != null && jump.isGap() ? jump.getInstant() : wall.atZone(zone).toInstant();
    }

    /** From one instant to a later one. */
    public record Span(Instant from, Instant to) {

        public boolean overlaps(Instant begins, Instant ends) {
            return from.isBefore(ends) && begins.isBefore(to);
        }
    }

    /** What a stretch takes of this day; nothing if it takes nothing. */
    public Optional<Span> during(Stretch stretch) {
        return stretch.covers(date) ? Optional.of(new Span(date.equals(stretch.from()) ? stretch.fromTime().map(this::bound).orElse(begins()) : begins(),
                date.equals(stretch.to()) ? stretch.toTime().map(this::bound).orElse(ends()) : ends())) : Optional.empty();
    }

    public Instant begins() {
        return date.atStartOfDay(zone).toInstant();
    }

    /** The first instant of the next local date. */
    public Instant ends() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    public static LocalDay at(Instant instant, ZoneId zone) {
        return new LocalDay(instant.atZone(zone).toLocalDate(), zone);
    }
}
