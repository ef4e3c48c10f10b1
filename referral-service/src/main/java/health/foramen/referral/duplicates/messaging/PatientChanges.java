package health.foramen.referral.duplicates.messaging;

import health.foramen.outbox.BulkEventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.referral.duplicates.SuspectingDuplicates;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** This service's own word on a patient, heard again: the comparison costs no request anything, and none is forgotten. */
public final class PatientChanges implements BulkEventHandler {

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
    public List<Handled> handleAll(List<IncomingEvent> events) {
        var changed = events.stream().map(PatientChanges::patient).toList();
        var suspected = suspecting.compare(changed);
        return changed.stream().map(id -> suspected.contains(id) ? Handled.APPLIED : Handled.SUPERSEDED).toList();
    }

    private static UUID patient(IncomingEvent event) {
        var id = event.as(Fact.class).patientId();
        if (id == null) {
            throw new PoisonEvent("patientId is needed");
        }
        return id;
    }
}
