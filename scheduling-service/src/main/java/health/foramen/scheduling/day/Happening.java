package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Coded;

/** What just happened to an appointment, as other services hear it. */
public enum Happening implements Coded {
    BOOKED, MOVED, CONFIRMED, ARRIVED, STARTED, RECOVERING, COMPLETED, CANCELLED, NO_SHOW
}
