package health.foramen.scheduling.booking.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.scheduling.booking.HearingPatients;
import health.foramen.scheduling.day.Marks;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What patients answered and what did not reach them, as far as a desk must know. */
public final class NotificationEvents implements EventHandler {

    private static final Set<String> RIDES = Set.of("asked", "arranged", "missing", "not-needed");

    record RideChanged(String appointmentId, String status, Instant at) {
        RideChanged {
            Objects.requireNonNull(appointmentId, "appointmentId");
            Objects.requireNonNull(at, "at");
            if (!RIDES.contains(status)) {
                throw new IllegalArgumentException("a ride that nobody knows: " + status);
            }
        }
    }

    record PatientConfirmed(String appointmentId, long revision, Instant at) {
        PatientConfirmed {
            Objects.requireNonNull(appointmentId, "appointmentId");
            Objects.requireNonNull(at, "at");
        }
    }

    record ChangeRequested(String appointmentId, Instant at) {
        ChangeRequested {
            Objects.requireNonNull(appointmentId, "appointmentId");
            Objects.requireNonNull(at, "at");
        }
    }

    record ReplyReceived(String replyId, Optional<String> appointmentId, Optional<String> patientId, Instant at) {
        ReplyReceived {
            Objects.requireNonNull(replyId, "replyId");
            Objects.requireNonNull(at, "at");
        }
    }

    record MessageFailed(String messageId, Optional<String> appointmentId, Optional<String> patientId, String channel, String reason, Instant at) {
        MessageFailed {
            Objects.requireNonNull(messageId, "messageId");
            Objects.requireNonNull(at, "at");
        }
    }

    private final HearingPatients hearing;

    public NotificationEvents(HearingPatients hearing) {
        this.hearing = hearing;
    }

    @Override
    public String topic() {
        return "notification-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("ride.changed.v1", "appointment.patient-confirmed.v1", "change.requested.v1", "reply.received.v1", "message.failed.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        return switch (event.type()) {
            case "ride.changed.v1" -> {
                var ride = event.as(RideChanged.class);
                yield handled(hearing.ride(ride.appointmentId(), new Marks.Ride(ride.status(), event.sequence(), ride.at())));
            }
            case "appointment.patient-confirmed.v1" -> {
                var yes = event.as(PatientConfirmed.class);
                yield handled(hearing.confirmed(yes.appointmentId(), yes.revision(), new Marks.Said(event.sequence(), yes.at())));
            }
            case "change.requested.v1" -> {
                var wish = event.as(ChangeRequested.class);
                yield handled(hearing.changeRequested(wish.appointmentId(), new Marks.Said(event.sequence(), wish.at())));
            }
            case "reply.received.v1" -> {
                var reply = event.as(ReplyReceived.class);
                hearing.replied(reply.replyId(), reply.appointmentId(), reply.patientId(), reply.at());
                yield Handled.APPLIED;
            }
            case "message.failed.v1" -> {
                var failed = event.as(MessageFailed.class);
                hearing.messageFailed(failed.messageId(), failed.appointmentId(), failed.patientId(), failed.channel() + " " + failed.reason(), failed.at());
                yield Handled.APPLIED;
            }
            default -> throw new PoisonEvent("nobody asked for " + event.type());
        };
    }

    private static Handled handled(boolean newer) {
        return newer ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
