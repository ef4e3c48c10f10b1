package health.foramen.referral.care.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days and times as pages write them, in the clinic's zone. In every page's model as {@code moments}. */
public record Moments(ZoneId zone) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

    /**
     * The last day that has begun for anybody who sends something: the clinic's own, or Greenwich's where that is ahead. Only later than that
     * is "in the future".
     */
    public static LocalDate lastBegun(Clock clock) {
        var here = LocalDate.now(clock);
        var greenwich = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return here.isAfter(greenwich) ? here : greenwich;
    }

    public String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    public String time(LocalDateTime at) {
        return TIME.format(at);
    }

    public String day(LocalDate date) {
        return DAY.format(date);
    }

    /** With the year, for dates that may lie far away. */
    public String date(LocalDate date) {
        return DAY_OF_YEAR.format(date);
    }
}
