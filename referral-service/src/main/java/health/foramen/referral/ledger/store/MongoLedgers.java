package health.foramen.referral.ledger.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
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
import java.util.function.UnaryOperator;
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
        return documents.find(id(patientId, region)).map(stored -> standing(stored.state())).orElse(Ledger.empty(patientId, region));
    }

    @Override
    public List<Ledger> of(UUID patientId) {
        return documents.findAll(Arrays.stream(Region.values()).map(region -> id(patientId, region)).toList()).stream()
                .map(stored -> standing(stored.state())).filter(ledger -> !ledger.performed().isEmpty() || !ledger.permits().isEmpty())
                .sorted((a, b) -> a.region().compareTo(b.region())).toList();
    }

    /** The account that counts, with everything of those that follow it which has not arrived there yet. */
    private Ledger standing(Ledger ledger) {
        return ledger.follows().filter(following -> !following.parting()).map(following -> documents.find(id(following.patientId(), ledger.region()))
                .map(Stored::state).orElse(Ledger.empty(following.patientId(), ledger.region())).joinedBy(ledger)).orElse(ledger);
    }

    @Override
    public LedgerOutcome change(UUID patientId, Region region, Function<Ledger, LedgerOutcome> decision) {
        while (true) {
            var own = documents.find(id(patientId, region));
            var follows = own.flatMap(stored -> stored.state().follows());
            if (follows.filter(Ledger.Following::parting).isPresent()) {
                part(patientId, region);
                continue;
            }
            var standing = follows.map(Ledger.Following::patientId).orElse(patientId);
            var stored = follows.isPresent() ? documents.find(id(standing, region)) : own;
            var kept = stored.map(Stored::state).orElse(Ledger.empty(standing, region));
            var before = follows.isPresent() ? kept.joinedBy(own.get().state()) : kept;
            var outcome = decision.apply(before.seenAs(patientId));
            if (!(outcome instanceof LedgerOutcome.Changed(var decided, var events))) {
                return outcome;
            }
            var ledger = follows.isPresent() ? decided.seenAs(standing).sinceBroughtBy(patientId, before) : decided;
            events.forEach(event -> place(event.permit(), id(patientId, region)));
            var facts = events.stream().map(MongoLedgers::event).toList();
            if (written(id(standing, region), stored, ledger, facts)) {
                return outcome;
            }
        }
    }

    @Override
    public Optional<Permit> permit(UUID permitId) {
        var place = mongo.execute(PLACES, places -> places.find(eq("_id", permitId.toString())).first());
        return Optional.ofNullable(place).flatMap(found -> documents.find(found.getString("ledger")))
                .flatMap(stored -> standing(stored.state()).permit(permitId));
    }

    /** Frozen first: whoever was about to write to the old account finds that it has changed, and asks the new one. */
    @Override
    public void follow(UUID patientId, UUID other, long turn) {
        for (var region : Region.values()) {
            if (turned(patientId, region, turn, ledger -> ledger.follows().isPresent() ? ledger.at(turn) : ledger.following(other, turn))) {
                change(patientId, region, joined -> new LedgerOutcome.Changed(joined, List.of()));
            }
        }
    }

    @Override
    public void part(UUID patientId, long turn) {
        for (var region : Region.values()) {
            turned(patientId, region, turn, ledger -> ledger.parting(ledger.follows().map(following -> other(following, region)).orElse(ledger)).at(turn));
            part(patientId, region);
        }
    }

    /** @return false when a later turn was taken already */
    private boolean turned(UUID patientId, Region region, long turn, UnaryOperator<Ledger> step) {
        while (true) {
            var own = documents.find(id(patientId, region));
            var ledger = own.map(Stored::state).orElse(Ledger.empty(patientId, region));
            if (ledger.turn() >= turn) {
                return ledger.turn() == turn;
            }
            if (written(id(patientId, region), own, step.apply(ledger), List.of())) {
                return true;
            }
        }
    }

    private Ledger other(Ledger.Following following, Region region) {
        return documents.find(id(following.patientId(), region)).map(Stored::state).orElse(Ledger.empty(following.patientId(), region));
    }

    /**
     * What belongs to a parting account is copied back while it is closed to everybody, the other account lets go of it unless it changed
     * meanwhile, and this one opens. Each write may be repeated, by anybody.
     */
    private void part(UUID patientId, Region region) {
        while (true) {
            var own = documents.find(id(patientId, region));
            var follows = own.flatMap(stored -> stored.state().follows()).filter(Ledger.Following::parting);
            if (follows.isEmpty()) {
                return;
            }
            var other = documents.find(id(follows.get().patientId(), region));
            var parting = own.get().state().parting(other.map(Stored::state).orElse(Ledger.empty(follows.get().patientId(), region)));
            if (written(id(patientId, region), own, parting, List.of())
                    && (other.isEmpty() || written(id(follows.get().patientId(), region), other, other.get().state().leftBy(patientId), List.of()))) {
                documents.find(id(patientId, region)).filter(stored -> stored.state().follows().filter(Ledger.Following::parting).isPresent())
                        .ifPresent(stored -> written(id(patientId, region), Optional.of(stored), stored.state().alone(), List.of()));
            }
        }
    }

    private boolean written(String id, Optional<Stored<Ledger>> seen, Ledger ledger, List<OutboxEvent> facts) {
        return seen.isPresent() ? documents.replace(id, seen.get().version(), ledger, facts) : documents.insert(id, ledger, facts);
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
