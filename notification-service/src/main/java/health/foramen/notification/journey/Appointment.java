package health.foramen.notification.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * What scheduling-service last said of an appointment: the fields that messages depend on.
 *
 * @param revision    grows with each change
 * @param localStart  what the patient was told, in the site's {@code zone}
 * @param movedFrom   the start before it moved
 * @param performedAt when it was over, once it is
 * @param followUp    when the clinic wants the patient back
 * @param at          when this was so
 */
public record Appointment(String appointmentId, long revision, AppointmentStatus status, String referralId, String patientId, String procedure,
        String siteId, ZoneId zone, LocalDateTime localStart, Instant start, Instant arriveAt, Instant end, boolean sedated, boolean escortRequired,
        boolean fasting, boolean bloodThinnerHeld, Optional<Instant> movedFrom, Optional<Instant> performedAt, Optional<LocalDate> followUp,
        Instant at) {

    public Appointment {
        Objects.requireNonNull(appointmentId, "appointmentId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(siteId, "siteId");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(localStart, "localStart");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(arriveAt, "arriveAt");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(at, "at");
        movedFrom = movedFrom == null ? Optional.empty() : movedFrom;
        performedAt = performedAt == null ? Optional.empty() : performedAt;
        followUp = followUp == null ? Optional.empty() : followUp;
    }

    public boolean isConsultation() {
        return "consultation".equals(procedure);
    }

    /** The patient is expected and has not come yet. */
    public boolean isAhead() {
        return status == AppointmentStatus.BOOKED;
    }

    /** At the same time and place as that one. */
    public boolean isWhereAndWhen(Appointment other) {
        return start.equals(other.start) && arriveAt.equals(other.arriveAt) && siteId.equals(other.siteId);
    }

    /** Told by the same words, whatever the instants are: a law that moves the clocks moves no visit. */
    public boolean isToldAs(Appointment other) {
        return localStart.equals(other.localStart) && zone.equals(other.zone) && siteId.equals(other.siteId)
                && Duration.between(arriveAt, start).equals(Duration.between(other.arriveAt, other.start));
    }

    public ZonedDateTime localArrival() {
        return arriveAt.atZone(zone);
    }
}
