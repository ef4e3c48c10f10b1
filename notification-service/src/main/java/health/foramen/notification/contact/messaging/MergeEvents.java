package health.foramen.notification.contact.messaging;

import health.foramen.notification.contact.Cards.Lead;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What referral-service says of two records that are of one person: this one leads to another, or stands for itself again. */
public final class MergeEvents implements EventHandler {

    record Fact(String patientId, Long version, String mergedInto) {
        Fact {
            Objects.requireNonNull(patientId, "patientId");
            Objects.requireNonNull(version, "version");
        }
    }

    private final KeepingCards keeping;

    public MergeEvents(KeepingCards keeping) {
        this.keeping = keeping;
    }

    @Override
    public String topic() {
        return "referral-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("patient.merged.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        Fact fact = event.as(Fact.class);
        return keeping.leads(new Lead(fact.patientId(), fact.version(), Optional.ofNullable(fact.mergedInto()))) ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
