package health.foramen.scheduling.day;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/** One site, one local date; written {@code lakeside|2026-12-03}. */
public record DayId(String site, LocalDate date) implements Comparable<DayId> {

    public DayId {
        Objects.requireNonNull(site);
        Objects.requireNonNull(date);
    }

    public static DayId of(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("no clinic day: " + key));
    }

    public static Optional<DayId> find(String key) {
        int bar = key.lastIndexOf('|');
        try {
            return bar < 1 ? Optional.empty() : Optional.of(new DayId(key.substring(0, bar), LocalDate.parse(key.substring(bar + 1))));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    public String key() {
        return site + "|" + date;
    }

    @Override
    public int compareTo(DayId other) {
        int byDate = date.compareTo(other.date);
        return byDate != 0 ? byDate : site.compareTo(other.site);
    }

    @Override
    public String toString() {
        return key();
    }
}
