package health.foramen.referral.duplicates.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.referral.duplicates.SuspectingDuplicates;
import java.util.Set;
import java.util.UUID;

/** This service's own word on a patient, heard again: the comparison costs no request anything, and none is forgotten. */
public final class PatientChanges implements EventHandler {

    record Fact(UUID patientId) {
    }

    private final SuspectingDuplicates suspecting;

    public PatientChanges(SuspectingDuplicates suspecting) {
        this.suspecting = suspecting;
    }

    @Override
    public String topic() {
        return "referral-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("patient.changed.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        var fact = event.as(Fact.class);
        if (fact.patientId() == null) {
            throw new PoisonEvent("patientId is needed");
        }
        return suspecting.compare(fact.patientId()) > 0 ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
