package health.foramen.outbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of a service as it wants them to be: kept for ever, so that a new consumer can start from nothing. */
final class Topics {

    private Topics() {
    }

    static List<NewTopic> of(OutboxProperties properties) {
        return List.of(topic(properties.topic(), properties), topic(properties.topic() + ".dlt", properties));
    }

    private static NewTopic topic(String name, OutboxProperties properties) {
        Optional<Short> replication = properties.replication() < 0 ? Optional.empty() : Optional.of(properties.replication());
        return new NewTopic(name, Optional.of(properties.partitions()), replication)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    }
}
