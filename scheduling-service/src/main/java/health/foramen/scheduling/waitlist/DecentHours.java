package health.foramen.scheduling.waitlist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** The hours of a day in which one may be asked something; time to answer is counted in them alone. */
public record DecentHours(LocalTime from, LocalTime to) {

    public static final DecentHours DAY = new DecentHours(LocalTime.of(8, 0), LocalTime.of(20, 0));

    public DecentHours {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("decent hours begin before they end");
        }
    }

    /** When so much decent time has passed. */
    public Instant after(Instant begin, Duration span, ZoneId zone) {
        Instant at = begin;
        Duration left = span;
        while (true) {
            var date = at.atZone(zone).toLocalDate();
            Instant opens = date.atTime(from).atZone(zone).toInstant();
            Instant closes = date.atTime(to).atZone(zone).toInstant();
            at = at.isBefore(opens) ? opens : at;
            if (at.isBefore(closes)) {
                Duration today = Duration.between(at, closes);
                if (left.compareTo(today) <= 0) {
                    return at.plus(left);
                }
                left = left.minus(today);
            }
            at = date.plusDays(1).atTime(from).atZone(zone).toInstant();
        }
    }
}
