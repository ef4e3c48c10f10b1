package health.foramen.scheduling.site;

import java.time.LocalTime;
import java.util.Objects;

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

    public boolean within(Hours outer) {
        return !from.isBefore(outer.from) && !to.isAfter(outer.to);
    }
}
