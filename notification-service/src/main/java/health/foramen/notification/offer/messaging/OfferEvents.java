package health.foramen.notification.offer.messaging;

import health.foramen.notification.offer.KeepingOffers;
import health.foramen.notification.offer.Offer;
import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** What scheduling-service says of earlier times. */
public final class OfferEvents implements EventHandler {

    /** The fields that are read. */
    record Fact(String offerId, Long sequence, String status, String patientId, String appointmentId, String siteId, String zone, LocalDateTime localStart,
            Instant start, Instant answerBy) {

        Offer offer() {
            try {
                return new Offer(offerId, sequence, Offer.Status.of(status).orElseThrow(() -> new PoisonEvent("status " + status + " is unknown")), patientId,
                        Optional.ofNullable(appointmentId), siteId, ZoneId.of(zone), localStart, start, answerBy, Optional.empty(), Optional.empty());
            } catch (NullPointerException missing) {
                throw new PoisonEvent("a field is missing: " + missing.getMessage(), missing);
            } catch (DateTimeException unreadable) {
                throw new PoisonEvent("zone " + zone + " is unknown", unreadable);
            }
        }
    }

    private final KeepingOffers keeping;

    public OfferEvents(KeepingOffers keeping) {
        this.keeping = keeping;
    }

    @Override
    public String topic() {
        return "scheduling-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("offer.changed.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        return keeping.offerIs(event.as(Fact.class).offer()) ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
