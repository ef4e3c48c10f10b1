package health.foramen.scheduling.site.store;

import com.mongodb.client.model.Filters;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Sites by slug, all of them in memory. */
public final class StoredSites implements Sites {

    record SiteChanged(String siteId, long version) {
    }

    private final StateDocuments<Site> sites;
    private final Clock clock;
    private volatile Map<String, Known> all = Map.of();

    public StoredSites(MongoOperations mongo, Outbox outbox, JsonMapper mapper, Clock clock) {
        this.sites = new StateDocuments<>(mongo, outbox, "sites", Site.class, mapper);
        this.clock = clock;
    }

    @Override
    public Optional<Known> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    @Override
    public Collection<Known> all() {
        return all.values();
    }

    @Override
    public boolean add(Site site) {
        return refreshed(sites.insert(site.id(), site, changed(site, 1)));
    }

    @Override
    public boolean replace(Site site, long seen) {
        return refreshed(sites.replace(site.id(), seen, site, changed(site, seen + 1)));
    }

    /** One at a time: a picture that was begun earlier must not cover a later one. */
    @Override
    public synchronized void refresh() {
        Map<String, Known> read = new TreeMap<>();
        sites.find(Filters.empty()).forEach(stored -> read.put(stored.state().id(), new Known(stored.state(), stored.version())));
        all = read;
    }

    /** Whoever was quicker is seen too. */
    private boolean refreshed(boolean stored) {
        refresh();
        return stored;
    }

    private List<OutboxEvent> changed(Site site, long version) {
        return List.of(OutboxEvent.of("site.changed.v1", site.id(), version, clock.instant(), new SiteChanged(site.id(), version)));
    }
}
