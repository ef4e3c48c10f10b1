package health.foramen.notification.contact.messaging;

import health.foramen.notification.contact.KeepingCards;
import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import java.util.Objects;
import java.util.Set;

/** What scheduling-service says of sites: fetched in the background. */
public final class SiteEvents implements EventHandler {

    record Fact(String siteId, Long version) {
        Fact {
            Objects.requireNonNull(siteId, "siteId");
            Objects.requireNonNull(version, "version");
        }
    }

    private final KeepingCards keeping;

    public SiteEvents(KeepingCards keeping) {
        this.keeping = keeping;
    }

    @Override
    public String topic() {
        return "scheduling-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("site.changed.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        Fact fact = event.as(Fact.class);
        keeping.wantSite(fact.siteId(), fact.version());
        return Handled.APPLIED;
    }
}
