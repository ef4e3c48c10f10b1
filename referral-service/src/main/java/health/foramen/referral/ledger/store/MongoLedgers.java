package health.foramen.referral.ledger.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.store.Written;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.ledger.LedgerOutcome;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.Permit;
import health.foramen.referral.ledger.PermitEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code ledgers}: one document per patient and region, with its permits and their outbox. {@code permit-places}: where a permit stands,
 * written before the permit itself, so that a place without a permit is possible and a permit without a place is not.
 */
public final class MongoLedgers implements Ledgers {

    static final String COLLECTION = "ledgers";
    static final String PLACES = "permit-places";

    private final StateDocuments<Ledger> documents;
    private final MongoOperations mongo;

    public MongoLedgers(MongoOperations mongo, Outbox outbox) {
        this.mongo = mongo;
        this.documents = new StateDocuments<>(mongo, outbox, COLLECTION, Ledger.class, Written.words().mapper());
    }

    @Override
    public Ledger of(UUID patientId, Region region) {
        return documents.find(id(patientId, region)).map(stored -> stored.state()).orElse(Ledger.empty(patientId, region));
    }

    @Override
    public List<Ledger> of(UUID patientId) {
        return documents.findAll(Arrays.stream(Region.values()).map(region -> id(patientId, region)).toList()).stream()
                .map(stored -> stored.state()).sorted((a, b) -> a.region().compareTo(b.region())).toList();
    }

    @Override
    public LedgerOutcome change(UUID patientId, Region region, Function<Ledger, LedgerOutcome> decision) {
        var id = id(patientId, region);
        while (true) {
            var stored = documents.find(id);
            var outcome = decision.apply(stored.map(found -> found.state()).orElse(Ledger.empty(patientId, region)));
            if (!(outcome instanceof LedgerOutcome.Changed(var ledger, var events))) {
                return outcome;
            }
            events.forEach(event -> place(event.permit(), id));
            var facts = events.stream().map(MongoLedgers::event).toList();
            var written = stored.isPresent() ? documents.replace(id, stored.get().version(), ledger, facts) : documents.insert(id, ledger, facts);
            if (written) {
                return outcome;
            }
        }
    }

    @Override
    public Optional<Permit> permit(UUID permitId) {
        var place = mongo.execute(PLACES, places -> places.find(eq("_id", permitId.toString())).first());
        return Optional.ofNullable(place).flatMap(found -> documents.find(found.getString("ledger"))).flatMap(stored -> stored.state().permit(permitId));
    }

    private void place(Permit permit, String ledger) {
        var id = permit.id().toString();
        mongo.execute(PLACES, places -> places.replaceOne(eq("_id", id), new Document("_id", id).append("ledger", ledger),
                new ReplaceOptions().upsert(true)));
    }

    private static OutboxEvent event(PermitEvent event) {
        var type = switch (event) {
            case PermitEvent.PermitGranted _ -> "permit.granted.v1";
            case PermitEvent.PermitWithdrawn _ -> "permit.withdrawn.v1";
        };
        return OutboxEvent.of(type, event.permit().id().toString(), event.permit().sequence(), event.at(), PermitFact.of(event.permit()));
    }

    private static String id(UUID patientId, Region region) {
        return patientId + ":" + region.code();
    }
}
