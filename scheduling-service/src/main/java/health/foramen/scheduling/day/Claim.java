package health.foramen.scheduling.day;

import java.time.Instant;
import java.util.Objects;

/** One unit, from one instant until just before another. */
public record Claim(String unit, Instant from, Instant to) {

    public Claim {
        Objects.requireNonNull(unit);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a claim takes time: " + unit + " " + from + " to " + to);
        }
    }

    public boolean overlaps(Instant otherFrom, Instant otherTo) {
        return from.isBefore(otherTo) && otherFrom.isBefore(to);
    }

    public boolean conflicts(Claim other) {
        return unit.equals(other.unit) && overlaps(other.from, other.to);
    }
}
