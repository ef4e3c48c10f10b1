package health.foramen.notification.link.store;

import com.mongodb.client.model.Filters;
import health.foramen.notification.link.Link;
import health.foramen.notification.link.Links;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** {@code links}, named by the hash of their token. */
public final class MongoLinks implements Links {

    private static final String COLLECTION = "links";

    private final MongoOperations mongo;
    private final StateDocuments<Link> links;

    public MongoLinks(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.mongo = mongo;
        this.links = new StateDocuments<>(mongo, outbox, COLLECTION, Link.class, mapper);
    }

    @Override
    public Optional<Kept> find(String tokenHash) {
        return links.find(tokenHash).map(stored -> new Kept(stored.state(), stored.version()));
    }

    @Override
    public void add(String tokenHash, Link link) {
        if (!links.insert(tokenHash, link, List.of())) {
            throw new IllegalStateException("two tokens of 128 random bits are the same");
        }
    }

    @Override
    public boolean save(String tokenHash, Kept before, Link after) {
        return links.replace(tokenHash, before.version(), after, List.of());
    }

    /** ISO-8601 instants of one precision sort as text; a fraction more or less is no matter here. */
    @Override
    public void forgetEndedBefore(Instant then) {
        mongo.execute(COLLECTION, all -> all.deleteMany(Filters.lt("state.until", then.toString())));
    }
}
