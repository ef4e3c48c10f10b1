package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Appointment;

/** What became of a request. */
public sealed interface Result {

    /** @param fresh whether this request did it, or found it done */
    record Done(Appointment appointment, boolean fresh) implements Result {
    }

    record Refused(No why) implements Result {
    }

    static Result no(No why) {
        return new Refused(why);
    }
}
