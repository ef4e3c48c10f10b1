package health.foramen.scheduling.site;

import java.time.DayOfWeek;

/** A day of the week by its RFC 5545 code, as recurring rules are written. */
public enum Weekday implements Coded {
    MO, TU, WE, TH, FR, SA, SU;

    @Override
    public String code() {
        return name();
    }

    public DayOfWeek day() {
        return DayOfWeek.of(ordinal() + 1);
    }

    public static Weekday of(DayOfWeek day) {
        return values()[day.getValue() - 1];
    }
}
