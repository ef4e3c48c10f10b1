package health.foramen.scheduling.waitlist.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.waitlist.Answering;
import health.foramen.scheduling.waitlist.OfferingSooner;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** What patients answered when they were asked to come sooner. */
public final class OfferAnswers implements EventHandler {

    record OfferAnswered(String offerId, String answer, Instant at) {
        OfferAnswered {
            Objects.requireNonNull(offerId, "offerId");
            Objects.requireNonNull(at, "at");
            if (!Set.of("accepted", "declined").contains(answer)) {
                throw new IllegalArgumentException("an answer that nobody knows: " + answer);
            }
        }
    }

    private final OfferingSooner offering;

    public OfferAnswers(OfferingSooner offering) {
        this.offering = offering;
    }

    @Override
    public String topic() {
        return "notification-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("offer.answered.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        if (!types().contains(event.type())) {
            throw new PoisonEvent("nobody asked for " + event.type());
        }
        var said = event.as(OfferAnswered.class);
        Answering answered = said.answer().equals("accepted") ? offering.accept(said.offerId(), Actor.PATIENT)
                : offering.decline(said.offerId(), Actor.PATIENT);
        return switch (answered) {
            case Answering.Done(var _, boolean fresh) -> fresh ? Handled.APPLIED : Handled.SUPERSEDED;
            // They are told by the offer's own event that it is over.
            case Answering.Over _, Answering.NotKept _, Answering.Unknown _ -> Handled.SUPERSEDED;
            case Answering.Busy _ -> throw new IllegalStateException("offer " + said.offerId() + " is being answered in this moment");
        };
    }
}
