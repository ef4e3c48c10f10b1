package health.foramen.scheduling.permit.messaging;

import health.foramen.outbox.BulkEventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.scheduling.permit.Cards;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Learns whose name must be fetched again or forgotten. */
public final class PatientEvents implements BulkEventHandler {

    private static final String ERASED = "patient.erased.v1";

    record PatientStated(String patientId) {
        PatientStated {
            Objects.requireNonNull(patientId, "patientId");
        }
    }

    private record Heard(String type, String patient, long sequence) {
        boolean erased() {
            return type.equals(ERASED);
        }
    }

    private final Cards cards;

    public PatientEvents(Cards cards) {
        this.cards = cards;
    }

    @Override
    public String topic() {
        return "referral-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("patient.changed.v1", ERASED);
    }

    /** Changes are noted before an erasure that arrived with them: a card that was erased does not come back. */
    @Override
    public List<Handled> handleAll(List<IncomingEvent> events) {
        List<Heard> all = events.stream().map(event -> new Heard(event.type(), event.as(PatientStated.class).patientId(), event.sequence())).toList();
        Set<String> changed = cards.changed(all.stream().filter(heard -> !heard.erased()).collect(Collectors.toMap(Heard::patient, Heard::sequence, Math::max)));
        return all.stream().map(heard -> heard.erased() ? cards.erased(heard.patient(), heard.sequence()) : changed.contains(heard.patient()))
                .map(newer -> newer ? Handled.APPLIED : Handled.SUPERSEDED).toList();
    }
}
