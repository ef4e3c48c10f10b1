package health.foramen.notification.offer.store;

import health.foramen.notification.offer.Offer;
import health.foramen.notification.offer.Offers;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** {@code offers}, one document a patient. */
public final class MongoOffers implements Offers {

    record OffersOfOne(String patientId, List<Offer> offers) {
    }

    /** The wire form of an answer; its schema lies in {@code contract/publishes}. There is one answer to an offer. */
    record Answered(String offerId, long sequence, String answer, Instant at) {
    }

    private final StateDocuments<OffersOfOne> offers;

    public MongoOffers(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        offers = new StateDocuments<>(mongo, outbox, "offers", OffersOfOne.class, mapper);
    }

    @Override
    public List<Offer> of(String patientId) {
        return offers.find(patientId).map(stored -> stored.state().offers()).orElse(List.of());
    }

    @Override
    public Set<String> patientsWithAny(Collection<String> patientIds) {
        return offers.findById(patientIds).keySet();
    }

    @Override
    public Optional<Offer> change(String patientId, String offerId, Function<Optional<Offer>, Optional<Decided>> decision) {
        while (true) {
            Optional<Stored<OffersOfOne>> known = offers.find(patientId);
            List<Offer> before = known.map(stored -> stored.state().offers()).orElse(List.of());
            Optional<Decided> decided = decision.apply(before.stream().filter(one -> one.offerId().equals(offerId)).findFirst());
            if (decided.isEmpty()) {
                return Optional.empty();
            }
            Offer offer = decided.get().offer();
            List<Offer> after = new ArrayList<>(before.stream().filter(one -> !one.offerId().equals(offerId)).toList());
            after.add(offer);
            OffersOfOne state = new OffersOfOne(patientId, List.copyOf(after.subList(Math.max(0, after.size() - MOST), after.size())));
            List<OutboxEvent> events = decided.get().told().map(answer -> OutboxEvent.of("offer.answered.v1", offerId, 1, offer.answeredAt().orElseThrow(),
                    new Answered(offerId, 1, answer.word(), offer.answeredAt().orElseThrow()))).stream().toList();
            if (known.isEmpty() ? offers.insert(patientId, state, events) : offers.replace(patientId, known.get().version(), state, events)) {
                return Optional.of(offer);
            }
        }
    }

    @Override
    public void forget(String patientId) {
        offers.find(patientId).ifPresent(stored -> offers.delete(patientId, stored.version()));
    }
}
