package health.foramen.notification.journey;

import health.foramen.notification.journey.Cadence.Caps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** How many texts a patient may still get: so many on a day, so many in any seven days in a row, by the patient's calendar. */
public final class Allowance {

    /** A text of so many days ago no longer counts. */
    public static final int DAYS = 7;

    private final Caps caps;
    private final ZoneId zone;
    private final List<LocalDate> used = new ArrayList<>();

    public Allowance(Caps caps, ZoneId zone, List<Instant> sent) {
        this.caps = caps;
        this.zone = zone;
        sent.forEach(this::use);
    }

    public void use(Instant when) {
        used.add(day(when));
    }

    public boolean allows(Instant when) {
        LocalDate day = day(when);
        if (used.stream().filter(day::equals).count() >= caps.perDay()) {
            return false;
        }
        for (int back = 0; back < DAYS; back++) {
            LocalDate first = day.minusDays(back);
            LocalDate last = first.plusDays(DAYS - 1);
            if (used.stream().filter(one -> !one.isBefore(first) && !one.isAfter(last)).count() >= caps.perWeek()) {
                return false;
            }
        }
        return true;
    }

    private LocalDate day(Instant when) {
        return when.atZone(zone).toLocalDate();
    }
}
