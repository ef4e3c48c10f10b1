package health.foramen.scheduling.permit.store;

import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Permits by id; the guard is the sequence inside the permit. */
public final class StoredPermits implements Permits {

    private final StateDocuments<Permit> permits;

    public StoredPermits(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.permits = new StateDocuments<>(mongo, outbox, "permits", Permit.class, mapper);
    }

    @Override
    public Optional<Permit> find(String id) {
        return permits.find(id).map(Stored::state);
    }

    @Override
    public List<Permit> findAll(Collection<String> ids) {
        return permits.findAll(ids).stream().map(Stored::state).toList();
    }

    @Override
    public void forEach(Consumer<Permit> reader) {
        permits.forEach(stored -> reader.accept(stored.state()));
    }

    @Override
    public boolean keep(Permit permit) {
        return permits.keepIfNewer(permit.id(), permit, Permit::sequence);
    }
}
