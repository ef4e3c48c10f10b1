package health.foramen.notification.journey;

import java.time.Instant;

/** What a journey has to tell others. */
public sealed interface JourneyEvent {

    Instant at();

    /** @param sequence grows with each event of the journey */
    record RideChanged(long sequence, Ride.Status status, Instant at) implements JourneyEvent {
    }

    record PatientConfirmed(long sequence, long revision, Instant at) implements JourneyEvent {
    }

    record ChangeRequested(long sequence, Instant at) implements JourneyEvent {
    }

    /** Something that the patient should have learned and did not: a task for a person. */
    record MessageFailed(long sequence, StepKey message, Why why, Instant at) implements JourneyEvent {
    }
}
