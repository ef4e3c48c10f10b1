package health.foramen.notification.contact.messaging;

import health.foramen.notification.contact.KeepingCards;
import health.foramen.outbox.BulkEventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What referral-service says of patients: a change is fetched in the background, an erasure happens at once. */
public final class PatientEvents implements BulkEventHandler {

    private static final String ERASED = "patient.erased.v1";

    /** All that is read of both. */
    record Fact(String patientId, Long version) {
        Fact {
            Objects.requireNonNull(patientId, "patientId");
            Objects.requireNonNull(version, "version");
        }
    }

    private record Heard(boolean erased, Fact fact) {
    }

    private final KeepingCards keeping;
    private final Consumer<String> forget;

    /** @param forget what else is kept under a patient's id goes with the card */
    public PatientEvents(KeepingCards keeping, Consumer<String> forget) {
        this.keeping = keeping;
        this.forget = forget;
    }

    @Override
    public String topic() {
        return "referral-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("patient.changed.v1", ERASED);
    }

    /** Changes are only noted, so they may be noted before an erasure that arrived with them: a card that was erased does not come back. */
    @Override
    public List<Handled> handleAll(List<IncomingEvent> events) {
        List<Heard> all = events.stream().map(event -> new Heard(ERASED.equals(event.type()), event.as(Fact.class))).toList();
        Set<String> older = keeping.wantPatients(all.stream().filter(heard -> !heard.erased()).map(Heard::fact)
                .collect(Collectors.toMap(Fact::patientId, Fact::version, Math::max)));
        all.stream().filter(Heard::erased).map(Heard::fact).forEach(fact -> {
            keeping.erasePatient(fact.patientId(), fact.version());
            forget.accept(fact.patientId());
        });
        return all.stream().map(heard -> heard.erased() || older.contains(heard.fact().patientId()) ? Handled.APPLIED : Handled.SUPERSEDED).toList();
    }
}
