package health.foramen.referral.emergency.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.referral.emergency.AnsweringEmergencies;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A patient has replied with a red flag: the clinic is alerted. The report's own id makes it one alert. */
public final class RedFlagReports implements EventHandler {

    /** Only what is read. */
    record Report(String reportId, Optional<String> appointmentId, Optional<UUID> patientId, Instant at) {
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
        emergencies.reported(report.reportId(), report.patientId(), report.appointmentId(), report.at());
        return Handled.APPLIED;
    }
}
