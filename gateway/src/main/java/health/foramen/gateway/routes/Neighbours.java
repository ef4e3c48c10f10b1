package health.foramen.gateway.routes;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long a neighbour may take.
 *
 * @param connectWithin to take the call
 * @param answerWithin  to answer it
 */
@ConfigurationProperties("foramen.neighbours")
record Neighbours(Duration connectWithin, Duration answerWithin) {
}
