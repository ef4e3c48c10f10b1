package health.foramen.referral.emergency.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.referral.emergency.AnsweringEmergencies;
import health.foramen.referral.emergency.EmergencyAlert.Sender;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A patient, or somebody whose number no patient has, has written a red flag: the clinic is alerted. The report's own id makes it one alert. */
public final class RedFlagReports implements EventHandler {

    /** Only what is read. */
    record Report(String reportId, Optional<String> appointmentId, Optional<UUID> patientId, Optional<String> conversationId, Optional<String> numberEnding, Instant at) {
    }

    private final AnsweringEmergencies emergencies;

    public RedFlagReports(AnsweringEmergencies emergencies) {
        this.emergencies = emergencies;
    }

    @Override
    public String topic() {
        return "notification-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("red-flag.reported.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        var report = event.as(Report.class);
        if (report.reportId() == null || report.at() == null) {
            throw new PoisonEvent("reportId and at are needed");
        }
        if (report.patientId().isEmpty() && report.conversationId().isPresent()) {
            emergencies.reported(report.reportId(), new Sender(report.conversationId().get(), report.numberEnding()), report.at());
        } else {
            emergencies.reported(report.reportId(), report.patientId(), report.appointmentId(), report.at());
        }
        return Handled.APPLIED;
    }
}
