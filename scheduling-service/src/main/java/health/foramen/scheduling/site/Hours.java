package health.foramen.scheduling.site;

import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;

/** From one wall-clock time to a later one on the same local date. */
public record Hours(LocalTime from, LocalTime to) {

    public Hours {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("hours must end after they begin: " + from + " to " + to);
        }
    }

    public boolean overlaps(Hours other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /** What both have; nothing if they have nothing in common. */
    public Optional<Hours> common(Hours other) {
        return overlaps(other) ? Optional.of(new Hours(from.isBefore(other.from) ? other.from : from, to.isAfter(other.to) ? other.to : to)) : Optional.empty();
    }

    public boolean within(Hours outer) {
        return !from.isBefore(outer.from) && !to.isAfter(outer.to);
    }
}
