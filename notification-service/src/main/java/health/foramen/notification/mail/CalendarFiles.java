package health.foramen.notification.mail;

/** Writes a visit down as calendars read it. */
public interface CalendarFiles {

    /** An iCalendar object (RFC 5545). */
    String written(CalendarFile visit);
}
