package health.foramen.notification.alert.store;

import health.foramen.notification.alert.Alert;
import health.foramen.notification.alert.Alerts;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** {@code alerts}, one small document an emergency. */
public final class MongoAlerts implements Alerts {

    private final StateDocuments<Alert> alerts;

    public MongoAlerts(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        alerts = new StateDocuments<>(mongo, outbox, "alerts", Alert.class, mapper);
    }

    @Override
    public Optional<Alert> find(String id) {
        return alerts.find(id).map(Stored::state);
    }

    @Override
    public boolean hear(Alert word) {
        return alerts.keepIfNewer(word.id(), word, Alert::version) || find(word.id()).filter(known -> known.version() == word.version()).isPresent();
    }
}
