package health.foramen.notification.contact.messaging;

import health.foramen.notification.contact.KeepingCards;
import health.foramen.outbox.BulkEventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

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

    @Override
    public Handled handle(IncomingEvent event) {
        return handleAll(List.of(event)).getFirst();
    }

    /** Changes are only noted, so they may be noted before an erasure that arrived with them: a card that was erased does not come back. */
    @Override
    public List<Handled> handleAll(List<IncomingEvent> events) {
        List<Fact> facts = events.stream().map(event -> event.as(Fact.class)).toList();
        Map<String, Long> changed = new HashMap<>();
        forEach(events, facts, false, fact -> changed.merge(fact.patientId(), fact.version(), Math::max));
        Set<String> older = changed.isEmpty() ? Set.of() : keeping.wantPatients(changed);
        forEach(events, facts, true, fact -> {
            keeping.erasePatient(fact.patientId(), fact.version());
            forget.accept(fact.patientId());
        });
        return IntStream.range(0, events.size()).mapToObj(i -> ERASED.equals(events.get(i).type()) || older.contains(facts.get(i).patientId())
                ? Handled.APPLIED : Handled.SUPERSEDED).toList();
    }

    private static void forEach(List<IncomingEvent> events, List<Fact> facts, boolean erased, Consumer<Fact> work) {
        IntStream.range(0, events.size()).filter(i -> ERASED.equals(events.get(i).type()) == erased).mapToObj(facts::get).forEach(work);
    }
}
