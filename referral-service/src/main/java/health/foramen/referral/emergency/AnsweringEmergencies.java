package health.foramen.referral.emergency;

import health.foramen.referral.care.Who;
import health.foramen.referral.emergency.EmergencyAlert.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Hears of red flags and keeps them in sight until a clinician has answered. */
public final class AnsweringEmergencies {

    private final Alerts alerts;
    private final Clock clock;

    public AnsweringEmergencies(Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /** A referral names a sign. */
    public void referred(UUID referralId, UUID patientId, String practice, List<String> signs) {
        alerts.raise(new EmergencyAlert(referralId.toString(), Optional.of(referralId), Optional.of(patientId), Optional.empty(),
                "referral from " + practice, signs, clock.instant(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** A patient reports a sign after a procedure. */
    public void reported(String reportId, Optional<UUID> patientId, Optional<String> appointmentId, Instant at) {
        alerts.raise(new EmergencyAlert(reportId, Optional.empty(), patientId, appointmentId, "reply of the patient", List.of(), at,
                Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Somebody whose number no patient has reports a sign. What they write while that alert is open stands in the same conversation and raises no other. */
    public void reported(String reportId, Sender sender, Instant at) {
        if (alerts.open().stream().noneMatch(alert -> alert.sender().filter(other -> other.conversationId().equals(sender.conversationId())).isPresent())) {
            alerts.raise(new EmergencyAlert(reportId, Optional.empty(), Optional.empty(), Optional.empty(), "text from a number that no patient has", List.of(), at,
                    Optional.empty(), Optional.empty(), Optional.of(sender)));
        }
    }

    /** @return nothing when there is no such alert */
    public Optional<EmergencyAlert> acknowledge(String id, Who by, String done) {
        return alerts.change(id, alert -> alert.acknowledgedBy(by, done, clock.instant()));
    }

    /** What was said to have been done about a referral's alert, in other words. */
    public void rewrite(UUID referralId, UnaryOperator<String> words) {
        alerts.change(referralId.toString(), alert -> alert.rewritten(words));
    }

    /** Tells again what nobody has acknowledged, once in so long however many instances look. @return what was told now */
    public List<EmergencyAlert> repeat(Duration every) {
        var now = clock.instant();
        return alerts.open().stream().filter(alert -> !alert.toldAgain(now, every).equals(alert))
                .flatMap(alert -> alerts.change(alert.id(), latest -> latest.toldAgain(now, every)).stream())
                .filter(alert -> alert.repeated().filter(told -> told.last().equals(now)).isPresent()).toList();
    }

    /** How long the oldest has waited. */
    public Duration oldest() {
        var now = clock.instant();
        return alerts.open().stream().map(alert -> alert.age(now)).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    public Optional<EmergencyAlert> find(String id) {
        return alerts.find(id);
    }

    public List<EmergencyAlert> open() {
        return alerts.open();
    }

    public List<EmergencyAlert> lately() {
        return alerts.lately();
    }
}
