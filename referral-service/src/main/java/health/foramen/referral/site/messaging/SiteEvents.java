package health.foramen.referral.site.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.referral.site.KnowingSites;
import java.util.Set;

/** A site was written down or corrected: it is noted here, and read again in the background. */
public final class SiteEvents implements EventHandler {

    record Fact(String siteId, Long version) {
    }

    private final KnowingSites sites;

    public SiteEvents(KnowingSites sites) {
        this.sites = sites;
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
        var fact = event.as(Fact.class);
        if (fact.siteId() == null || fact.version() == null) {
            throw new PoisonEvent("siteId and version are needed");
        }
        return sites.heard(fact.siteId(), fact.version()) ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
