package health.foramen.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param topic       what this service publishes, as {@code referral-events}
 * @param source      the CloudEvents source, as {@code /referral-service}
 * @param partitions  of every topic; fixed for its life, since a key must keep its partition
 * @param replication copies of each partition; −1 leaves it to the broker
 * @param beat        how often the sweeper looks after what waits
 * @param rescueEvery how often it scans for what a dead instance left behind
 * @param consumers   threads that read each topic
 */
@ConfigurationProperties("foramen.outbox")
public record OutboxProperties(
        String topic,
        String source,
        @DefaultValue("6") int partitions,
        @DefaultValue("-1") short replication,
        @DefaultValue("1s") Duration beat,
        @DefaultValue("60s") Duration rescueEvery,
        @DefaultValue("3") int consumers) {

    public OutboxProperties {
        if (topic == null || topic.isBlank() || source == null || source.isBlank()) {
            throw new IllegalArgumentException("foramen.outbox.topic and foramen.outbox.source must say what this service publishes and who it is");
        }
        if (partitions < 1 || consumers < 1) {
            throw new IllegalArgumentException("foramen.outbox.partitions and foramen.outbox.consumers must be 1 or more");
        }
    }
}
