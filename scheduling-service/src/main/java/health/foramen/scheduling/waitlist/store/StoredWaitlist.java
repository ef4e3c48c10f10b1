package health.foramen.scheduling.waitlist.store;

import com.mongodb.client.model.Filters;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import health.foramen.scheduling.waitlist.Waiting;
import health.foramen.scheduling.waitlist.Waitlist;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Who waits, by permit, in a collection that stays small; who left in one beside it, by permit and since when they had waited. */
public final class StoredWaitlist implements Waitlist {

    record Left(Waiting waiting, Leaving leaving) {
    }

    private final StateDocuments<Waiting> waiting;
    private final StateDocuments<Left> left;

    public StoredWaitlist(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.waiting = new StateDocuments<>(mongo, outbox, "waitlist", Waiting.class, mapper);
        this.left = new StateDocuments<>(mongo, outbox, "waitlist-left", Left.class, mapper);
    }

    @Override
    public List<Seen> all() {
        return waiting.find(Filters.empty()).stream().map(StoredWaitlist::seen).toList();
    }

    @Override
    public Optional<Seen> find(String permit) {
        return waiting.find(permit).map(StoredWaitlist::seen);
    }

    @Override
    public boolean add(Waiting fresh) {
        return waiting.insert(fresh.permit(), fresh, List.of());
    }

    @Override
    public boolean replace(Seen seen, Waiting next) {
        return waiting.replace(next.permit(), seen.version(), next, List.of());
    }

    /** Kept before they leave: a crash between the two lets them leave again. */
    @Override
    public boolean leave(Seen seen, Leaving leaving) {
        Waiting who = seen.waiting();
        left.insert(who.permit() + "|" + who.since(), new Left(who, leaving), List.of());
        return waiting.delete(who.permit(), seen.version());
    }

    private static Seen seen(Stored<Waiting> stored) {
        return new Seen(stored.state(), stored.version());
    }
}
