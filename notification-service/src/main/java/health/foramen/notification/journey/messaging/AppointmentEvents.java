package health.foramen.notification.journey.messaging;

import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.FollowingAppointments;
import health.foramen.outbox.BulkEventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What scheduling-service says of appointments. */
public final class AppointmentEvents implements BulkEventHandler {

    /** The fields that are read. */
    record Fact(String appointmentId, Long revision, String status, String referralId, String patientId, String procedure, String siteId, String zone,
            LocalDateTime localStart, Instant start, Instant arriveAt, Instant end, String sedation, Boolean escortRequired, Boolean fasting,
            Boolean bloodThinnerHeld, MovedFrom movedFrom, Instant performedAt, FollowUp followUp, Instant at) {

        record MovedFrom(Instant start) {
        }

        record FollowUp(LocalDate date) {
        }

        Appointment appointment() {
            try {
                return new Appointment(appointmentId, revision, AppointmentStatus.of(status).orElseThrow(() -> new PoisonEvent("status " + status + " is unknown")),
                        referralId, patientId, procedure, siteId, ZoneId.of(zone), localStart, start, arriveAt, end,
                        sedation != null && !"none".equals(sedation), Boolean.TRUE.equals(escortRequired), Boolean.TRUE.equals(fasting),
                        Boolean.TRUE.equals(bloodThinnerHeld), Optional.ofNullable(movedFrom).map(MovedFrom::start), Optional.ofNullable(performedAt),
                        Optional.ofNullable(followUp).map(FollowUp::date), at);
            } catch (NullPointerException missing) {
                throw new PoisonEvent("a field is missing: " + missing.getMessage(), missing);
            } catch (DateTimeException unreadable) {
                throw new PoisonEvent("zone " + zone + " is unknown", unreadable);
            }
        }
    }

    private final FollowingAppointments following;

    public AppointmentEvents(FollowingAppointments following) {
        this.following = following;
    }

    @Override
    public String topic() {
        return "scheduling-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("appointment.booked.v1", "appointment.moved.v1", "appointment.confirmed.v1", "appointment.arrived.v1", "appointment.started.v1",
                "appointment.recovering.v1", "appointment.completed.v1", "appointment.cancelled.v1", "appointment.no-show.v1");
    }

    @Override
    public List<Handled> handleAll(List<IncomingEvent> events) {
        return following.appointmentsAre(events.stream().map(event -> event.as(Fact.class).appointment()).toList()).stream()
                .map(changed -> changed ? Handled.APPLIED : Handled.SUPERSEDED).toList();
    }
}
