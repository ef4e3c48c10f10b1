package health.foramen.scheduling.booking.web;

import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An appointment for a calendar, to be handed to the patient at the desk. */
@RestController
class CalendarApi {

    private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");

    private final KeepingAppointments keeping;
    private final Sites sites;
    private final Clock clock;

    CalendarApi(KeepingAppointments keeping, Sites sites, Clock clock) {
        this.keeping = keeping;
        this.sites = sites;
        this.clock = clock;
    }

    @GetMapping({"/api/appointments/{id}/calendar", "/appointments/{id}/calendar.ics"})
    ResponseEntity<?> calendar(@PathVariable String id) {
        Optional<Appointment> found = keeping.find(id);
        Optional<Site> site = found.flatMap(a -> sites.find(a.place().day().site())).map(Sites.Known::site);
        if (found.isEmpty() || site.isEmpty()) {
            return Refusals.problem(new No.UnknownAppointment(id)).response();
        }
        Appointment a = found.get();
        if (a.state() instanceof AppointmentState.Held) {
            // What may lapse in ten minutes belongs in no calendar.
            return Refusals.problem(new No.NotNow(Appointment.Refusal.NOT_IN_THAT_STATE, a)).response();
        }
        return ResponseEntity.ok().contentType(CALENDAR).eTag("\"" + a.revision() + "\"")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"appointment-" + a.place().day().date() + ".ics\"")
                .body(CalendarFiles.of(a, site.get(), clock.instant()));
    }
}
