package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Stretch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A date on the wall of a place. The wall clock is what patients are told; instants are what units are claimed for. Twice a
 * year the two disagree: a wall time may not exist (the clock jumps over it) or exist twice (the clock goes back).
 */
public final class LocalDay {

    /** By how much, on days on which it never changes; the rules of a zone take their time to answer. */
    private static final Map<LocalDay, Optional<ZoneOffset>> OFFSETS = new ConcurrentHashMap<>();
    private static final int MOST_REMEMBERED = 20_000;

    private final LocalDate date;
    private final ZoneId zone;
    /** Null until somebody asks: a search asks thousands of times. */
    private Optional<ZoneOffset> offset;

    public LocalDay(LocalDate date, ZoneId zone) {
        this.date = Objects.requireNonNull(date);
        this.zone = Objects.requireNonNull(zone);
    }

    public LocalDate date() {
        return date;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Nothing on a day on which the clock is changed, at its very ends included. */
    private Optional<ZoneOffset> offset() {
        Optional<ZoneOffset> known = offset;
        if (known == null) {
            if (OFFSETS.size() >= MOST_REMEMBERED) {
                OFFSETS.clear();
            }
            known = OFFSETS.computeIfAbsent(this, LocalDay::offsetOf);
            offset = known;
        }
        return known;
    }

    private static Optional<ZoneOffset> offsetOf(LocalDay day) {
        Instant begins = day.date.atStartOfDay(day.zone).toInstant();
        var change = day.zone.getRules().nextTransition(begins.minusNanos(1));
        boolean changes = change != null && !change.getInstant().isAfter(day.date.plusDays(1).atStartOfDay(day.zone).toInstant());
        return changes ? Optional.empty() : Optional.of(day.zone.getRules().getOffset(begins));
    }

    private Optional<Instant> onASteadyDay(LocalTime time) {
        return offset().map(offset -> Instant.ofEpochSecond(date.toEpochSecond(time, offset), time.getNano()));
    }

    /** When something may begin at that wall time: nothing inside a gap; the first of the two when it exists twice. */
    public Optional<Instant> at(LocalTime time) {
        Optional<Instant> steady = onASteadyDay(time);
        if (steady.isPresent()) {
            return steady;
        }
        LocalDateTime wall = date.atTime(time);
        return zone.getRules().getValidOffsets(wall).isEmpty() ? Optional.empty() : Optional.of(wall.atZone(zone).toInstant());
    }

    /** The instant of a boundary at that wall time; a boundary inside a gap is the jump itself. */
    public Instant bound(LocalTime time) {
        return onASteadyDay(time).orElseGet(() -> boundOnAChangeDay(time));
    }

    private Instant boundOnAChangeDay(LocalTime time) {
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
        return onASteadyDay(LocalTime.MIDNIGHT).orElseGet(() -> date.atStartOfDay(zone).toInstant());
    }

    /** The first instant of the next local date. */
    public Instant ends() {
        return onASteadyDay(LocalTime.MIDNIGHT).map(begins -> begins.plus(1, ChronoUnit.DAYS)).orElseGet(() -> date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    public static LocalDay at(Instant instant, ZoneId zone) {
        return new LocalDay(instant.atZone(zone).toLocalDate(), zone);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalDay day && date.equals(day.date) && zone.equals(day.zone);
    }

    @Override
    public int hashCode() {
        return 31 * date.hashCode() + zone.hashCode();
    }

    @Override
    public String toString() {
        return date + " in " + zone;
    }
}
