package health.foramen.notification.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One small note a visit, beside the journeys: who has not confirmed, and how rides come to be known. A note may be a second late, never
 * wrong for long: each change of a journey writes it anew. Whoever must be sure reads the journey.
 */
public interface VisitNotes {

    /**
     * @param day       at the site
     * @param expected  booked and not come yet
     * @param asked     to confirm
     * @param ride      as {@link Ride.Status#word}
     * @param rideAsked at least once
     */
    record VisitNote(String appointmentId, String patientId, String siteId, LocalDate day, Instant start, boolean expected, boolean confirmed, boolean asked,
            String ride, boolean rideAsked) {

        static VisitNote of(Journey journey) {
            Appointment visit = journey.appointment().orElseThrow();
            return new VisitNote(visit.appointmentId(), visit.patientId(), visit.siteId(), visit.localStart().toLocalDate(), visit.start(), journey.isExpected(),
                    journey.confirmedAt().isPresent(), journey.lastAsked(Question.CONFIRM).isPresent(), visit.escortRequired() ? journey.ride().status().word()
                    : Ride.Status.NOT_NEEDED.word(), journey.lastAsked(Question.RIDE).isPresent());
        }
    }

    void note(VisitNote note);

    /** Visits that start in that time, the earliest first. */
    List<VisitNote> between(Instant from, Instant until);
}
