package health.foramen.notification.notice.messaging;

import health.foramen.notification.notice.Notice;
import health.foramen.notification.notice.NotifyingReferrers;
import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import java.util.Set;
import java.util.UUID;

/** A referral was accepted, asked about, declined, booked or closed: its referrer shall look. */
public final class ReferralNews implements EventHandler {

    /** All that is read. */
    record Fact(UUID referralId, Long version) {
    }

    private final NotifyingReferrers notifying;

    public ReferralNews(NotifyingReferrers notifying) {
        this.notifying = notifying;
    }

    @Override
    public String topic() {
        return "referral-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("referral.accepted.v1", "referral.information-requested.v1", "referral.declined.v1", "referral.booked.v1", "referral.closed.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        Fact fact = event.as(Fact.class);
        if (fact.referralId() == null || fact.version() == null) {
            throw new PoisonEvent("referralId and version are needed");
        }
        return notifying.heard(new Notice(fact.referralId().toString(), fact.version(), event.occurredAt())) ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
