package health.foramen.benchmarks.report;

import java.util.OptionalDouble;

/// One measured value, and the same measure of something that does no work of ours, taken in the same run.
///
/// @param name  as the issue or page that promises it calls it, `booking-p99-ms`
/// @param unit  `s`, `ms`, `MB`, `1/s` or a count's noun
/// @param floor what the machine itself costs; absent where nothing comparable exists
public record Figure(String name, double value, String unit, OptionalDouble floor) {

    public Figure {
        if (name.isBlank() || unit.isBlank()) {
            throw new IllegalArgumentException("A figure has a name and a unit");
        }
        if (!Double.isFinite(value) || floor.isPresent() && !Double.isFinite(floor.getAsDouble())) {
            throw new IllegalArgumentException(name + " was not measured: " + value + ", floor " + floor);
        }
    }

    public static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, OptionalDouble.empty());
    }

    public Figure beside(double floor) {
        return new Figure(name, value, unit, OptionalDouble.of(floor));
    }

    /// How many times the floor; absent with it, and where the floor is nothing at all.
    public OptionalDouble ratio() {
        return floor.isPresent() && floor.getAsDouble() != 0 ? OptionalDouble.of(value / floor.getAsDouble()) : OptionalDouble.empty();
    }
}
