package health.foramen.scheduling.waitlist.store;

import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import health.foramen.scheduling.waitlist.Offer;
import health.foramen.scheduling.waitlist.Offers;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Offers by id, always asked for by it. */
public final class StoredOffers implements Offers {

    /** The whole present fact, as others hear it. */
    record OfferFact(String offerId, long sequence, String status, String permitId, String referralId, String patientId, Optional<String> appointmentId,
            String siteId, String zone, String localStart, Instant start, Instant answerBy, Instant at) {

        static OutboxEvent event(Offer o) {
            return OutboxEvent.of("offer.changed.v1", o.id(), o.sequence(), o.at(), new OfferFact(o.id(), o.sequence(), o.status().code(), o.permit(),
                    o.referral(), o.patient(), o.appointment(), o.site(), o.zone().getId(), o.localStart().toString(), o.start(), o.answerBy(), o.at()));
        }
    }

    private final StateDocuments<Offer> offers;

    public StoredOffers(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.offers = new StateDocuments<>(mongo, outbox, "offers", Offer.class, mapper);
    }

    @Override
    public Optional<Seen> find(String id) {
        return offers.find(id).map(stored -> new Seen(stored.state(), stored.version()));
    }

    @Override
    public List<Offer> findAll(Collection<String> ids) {
        return offers.findAll(ids).stream().map(Stored::state).toList();
    }

    @Override
    public boolean make(Offer offer) {
        return offers.insert(offer.id(), offer, List.of(OfferFact.event(offer)));
    }

    @Override
    public boolean forbid(Offer never) {
        return offers.insert(never.id(), never, List.of());
    }

    @Override
    public boolean replace(Seen seen, Offer next) {
        return offers.replace(next.id(), seen.version(), next, List.of(OfferFact.event(next)));
    }
}
