package health.foramen.referral.emergency.store;

import health.foramen.referral.emergency.EmergencyAlert;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What others may know of an alert: enough to ring a bell until somebody has answered it here. */
record AlertFact(String alertId, long version, Instant raisedAt, int repeated, Optional<UUID> referralId, Optional<UUID> patientId,
                 Optional<String> appointmentId, Optional<Instant> acknowledgedAt) {

    static AlertFact of(EmergencyAlert alert, long version) {
        return new AlertFact(alert.id(), version, alert.at(), alert.timesRepeated(), alert.referralId(), alert.patientId(), alert.appointmentId(),
                alert.acknowledged().map(EmergencyAlert.Acknowledgement::at));
    }
}
