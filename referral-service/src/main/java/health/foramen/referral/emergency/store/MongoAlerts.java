package health.foramen.referral.emergency.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.referral.care.store.Written;
import health.foramen.referral.emergency.Alerts;
import health.foramen.referral.emergency.EmergencyAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code emergency-alerts}, and {@code open-emergencies} with the ids of those that nobody has acknowledged. The id enters the list before
 * the alert is stored and leaves it after the acknowledgement is.
 */
public final class MongoAlerts implements Alerts {

    static final String COLLECTION = "emergency-alerts";
    static final String OPEN = "open-emergencies";
    /** One document with the ids of the last acknowledged alerts. */
    static final String LATELY = "emergencies-lately";
    private static final int MOST_LATELY = 50;

    private final StateDocuments<EmergencyAlert> documents;
    private final MongoOperations mongo;

    public MongoAlerts(MongoOperations mongo, Outbox outbox) {
        this.mongo = mongo;
        this.documents = new StateDocuments<>(mongo, outbox, COLLECTION, EmergencyAlert.class, Written.words().mapper());
    }

    @Override
    public void raise(EmergencyAlert alert) {
        if (documents.find(alert.id()).isEmpty()) {
            mongo.execute(OPEN, open -> open.replaceOne(eq("_id", alert.id()), new Document("_id", alert.id()), new ReplaceOptions().upsert(true)));
            documents.insert(alert.id(), alert, List.of(event("emergency.waiting.v1", alert, 1, alert.at())));
        }
    }

    @Override
    public List<EmergencyAlert> open() {
        var ids = mongo.execute(OPEN, open -> open.find().map(found -> found.getString("_id")).into(new ArrayList<>()));
        return documents.findAll(ids).stream().map(stored -> stored.state()).filter(alert -> alert.acknowledged().isEmpty())
                .sorted(Comparator.comparing(EmergencyAlert::at)).toList();
    }

    @Override
    public List<EmergencyAlert> lately() {
        var found = mongo.execute(LATELY, lately -> lately.find(eq("_id", LATELY)).first());
        var ids = found == null ? List.<String>of() : found.getList("ids", String.class, List.of());
        return documents.findAll(ids).stream().map(stored -> stored.state()).filter(alert -> alert.acknowledged().isPresent())
                .sorted(Comparator.comparing((EmergencyAlert alert) -> alert.acknowledged().orElseThrow().at()).reversed()).toList();
    }

    @Override
    public Optional<EmergencyAlert> find(String id) {
        return documents.find(id).map(stored -> stored.state());
    }

    private static List<OutboxEvent> events(EmergencyAlert before, EmergencyAlert after, long version) {
        if (before.acknowledged().isEmpty() && after.acknowledged().isPresent()) {
            return List.of(event("emergency.acknowledged.v1", after, version, after.acknowledged().get().at()));
        }
        return after.repeated().filter(told -> told.times() > before.timesRepeated())
                .map(told -> List.of(event("emergency.waiting.v1", after, version, told.last()))).orElse(List.of());
    }

    private static OutboxEvent event(String type, EmergencyAlert alert, long version, Instant at) {
        return OutboxEvent.of(type, alert.id(), version, at, AlertFact.of(alert, version));
    }

    @Override
    public Optional<EmergencyAlert> change(String id, UnaryOperator<EmergencyAlert> change) {
        while (true) {
            var stored = documents.find(id);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            var before = stored.get().state();
            var after = change.apply(before);
            if (after.equals(before) || documents.replace(id, stored.get().version(), after, events(before, after, stored.get().version() + 1))) {
                if (before.acknowledged().isEmpty() && after.acknowledged().isPresent()) {
                    mongo.execute(LATELY, lately -> lately.updateOne(eq("_id", LATELY),
                            Updates.pushEach("ids", List.of(id), new PushOptions().slice(-MOST_LATELY)), new UpdateOptions().upsert(true)));
                    mongo.execute(OPEN, open -> open.deleteOne(eq("_id", id)));
                }
                return Optional.of(after);
            }
        }
    }
}
