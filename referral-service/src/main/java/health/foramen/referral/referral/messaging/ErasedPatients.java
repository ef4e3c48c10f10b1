package health.foramen.referral.referral.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.referral.referral.AttachingFiles;
import java.util.Set;
import java.util.UUID;

/** This service's own word that a person is erased, heard again: the files of their referrals go too, and a crash in between loses none of it. */
public final class ErasedPatients implements EventHandler {

    record Fact(UUID patientId) {
    }

    private final AttachingFiles attaching;

    public ErasedPatients(AttachingFiles attaching) {
        this.attaching = attaching;
    }

    @Override
    public String topic() {
        return "referral-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("patient.erased.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        var fact = event.as(Fact.class);
        if (fact.patientId() == null) {
            throw new PoisonEvent("patientId is needed");
        }
        return attaching.forget(fact.patientId()) > 0 ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
