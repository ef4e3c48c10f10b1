package health.foramen.notification.journey.store;

import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.JourneyEvent;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StableIds;
import java.time.Instant;

/** A journey's facts as they go over the wire; the schemas lie in {@code contract/publishes}. */
final class Events {

    record RideChanged(String appointmentId, long sequence, String status, Instant at) {
    }

    record PatientConfirmed(String appointmentId, long sequence, long revision, Instant at) {
    }

    record ChangeRequested(String appointmentId, long sequence, Instant at) {
    }

    record MessageFailed(String messageId, String appointmentId, String patientId, String step, String channel, String reason, Instant at) {
    }

    private Events() {
    }

    static OutboxEvent of(Journey journey, JourneyEvent event) {
        String id = journey.id();
        return switch (event) {
            case JourneyEvent.RideChanged(long sequence, var status, Instant at) ->
                    OutboxEvent.of("ride.changed.v1", id, sequence, at, new RideChanged(id, sequence, status.word(), at));
            case JourneyEvent.PatientConfirmed(long sequence, long revision, Instant at) ->
                    OutboxEvent.of("appointment.patient-confirmed.v1", id, sequence, at, new PatientConfirmed(id, sequence, revision, at));
            case JourneyEvent.ChangeRequested(long sequence, Instant at) ->
                    OutboxEvent.of("change.requested.v1", id, sequence, at, new ChangeRequested(id, sequence, at));
            case JourneyEvent.MessageFailed(long sequence, var message, var why, Instant at) -> {
                String messageId = StableIds.of("message.failed.v1", message.word()).toString();
                yield OutboxEvent.withId(messageId, "message.failed.v1", id, sequence, at, new MessageFailed(messageId,
                        journey.appointment().isPresent() ? id : null, journey.patientId(), message.step(), message.channel().word(), why.code(), at));
            }
        };
    }
}
