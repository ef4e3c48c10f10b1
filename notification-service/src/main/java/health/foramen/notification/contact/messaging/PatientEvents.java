package health.foramen.notification.contact.messaging;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** What referral-service says of patients: a change is fetched in the background, an erasure happens at once. */
public final class PatientEvents implements EventHandler {

    private static final String ERASED = "patient.erased.v1";

    /** All that is read of both. */
    record Fact(String patientId, Long version) {
        Fact {
            Objects.requireNonNull(patientId, "patientId");
            Objects.requireNonNull(version, "version");
        }
    }

    private final KeepingCards keeping;
    private final Cards cards;
    private final Consumer<String> forget;

    /** @param forget what else is kept under a patient's id goes with the card */
    public PatientEvents(KeepingCards keeping, Cards cards, Consumer<String> forget) {
        this.keeping = keeping;
        this.cards = cards;
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
        Fact fact = event.as(Fact.class);
        if (ERASED.equals(event.type())) {
            keeping.erasePatient(fact.patientId(), fact.version());
            forget.accept(fact.patientId());
            return Handled.APPLIED;
        }
        long known = cards.version(fact.patientId());
        keeping.wantPatient(fact.patientId(), fact.version());
        return known >= fact.version() ? Handled.SUPERSEDED : Handled.APPLIED;
    }
}
