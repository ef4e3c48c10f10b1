package health.foramen.notification.alert.messaging;

import health.foramen.notification.alert.Alert;
import health.foramen.notification.alert.AlertingOnCall;
import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import java.util.Set;
import java.util.regex.Pattern;

/** An emergency waits for a clinician, still waits, or was acknowledged: whether a referral or a patient's words raised it. */
public final class EmergencyEvents implements EventHandler {

    private static final String WAITING = "emergency.waiting.v1";
    private static final String ACKNOWLEDGED = "emergency.acknowledged.v1";
    /** It becomes a part of the name that a provider is given for the message. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** All that is read. */
    record Fact(String alertId, Long version, Integer repeated) {
    }

    private final AlertingOnCall alerting;

    public EmergencyEvents(AlertingOnCall alerting) {
        this.alerting = alerting;
    }

    @Override
    public String topic() {
        return "referral-events";
    }

    @Override
    public Set<String> types() {
        return Set.of(WAITING, ACKNOWLEDGED);
    }

    @Override
    public Handled handle(IncomingEvent event) {
        Fact fact = event.as(Fact.class);
        if (fact.alertId() == null || fact.version() == null || fact.repeated() == null || !ID.matcher(fact.alertId()).matches()) {
            throw new PoisonEvent("alertId, version and repeated are needed");
        }
        Alert word = new Alert(fact.alertId(), fact.version(), fact.repeated(), event.type().equals(ACKNOWLEDGED));
        return alerting.heard(word, event.occurredAt()) ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
