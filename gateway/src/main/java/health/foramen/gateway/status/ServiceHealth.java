package health.foramen.gateway.status;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import health.foramen.gateway.routes.Neighbour;

/** What one service said of itself, or that it said nothing. */
sealed interface ServiceHealth {

    Neighbour neighbour();

    /**
     * @param oldestUnsent age of the oldest event that waits to be sent; empty when it did not say
     * @param deadLetters  events that it could not read; empty when it did not say
     */
    record Ready(Neighbour neighbour, Duration took, Optional<Duration> oldestUnsent, OptionalLong deadLetters) implements ServiceHealth {
    }

    record NotReady(Neighbour neighbour) implements ServiceHealth {
    }

    record Silent(Neighbour neighbour) implements ServiceHealth {
    }
}
