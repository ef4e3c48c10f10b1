package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Coded;

/** What just happened to an appointment. */
public enum Happening implements Coded {
    BOOKED, MOVED, CONFIRMED, ARRIVED, STARTED, RECOVERING, COMPLETED, CANCELLED, NO_SHOW,
    /** In the bay, being made ready: nobody outside acts on it. */
    PREPARING,
    /** A step was taken back before anybody outside could act on it. */
    CORRECTED;

    /** Whether other services hear of it. */
    public boolean told() {
        return switch (this) {
            case BOOKED, MOVED, CONFIRMED, ARRIVED, STARTED, RECOVERING, COMPLETED, CANCELLED, NO_SHOW -> true;
            case PREPARING, CORRECTED -> false;
        };
    }
}
