package health.foramen.outbox;

import java.util.concurrent.CompletableFuture;

/** Where events go. */
interface EventBroker {

    /** Completes when the broker has the event for good, or exceptionally when that is not known. */
    CompletableFuture<Void> send(OutboxEvent event);

    /** The broker is there and will never take this event. */
    final class Unsendable extends RuntimeException {

        Unsendable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
