package health.foramen.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

/** Everything that a service needs to tell and to hear; it declares its {@link EventHandler}s and its topic. */
@AutoConfiguration(after = {DataMongoAutoConfiguration.class, KafkaAutoConfiguration.class})
@EnableConfigurationProperties(OutboxProperties.class)
@Import(DeadLettersApi.class)
public class OutboxAutoConfiguration {

    @Bean(destroyMethod = "destroy")
    KafkaBroker eventBroker(KafkaProperties kafka, OutboxProperties properties) {
        return new KafkaBroker(kafka.buildProducerProperties(), properties.topic(), properties.source());
    }

    @Bean
    Outbox outbox(MongoOperations mongo, KafkaBroker broker, OutboxProperties properties, ObjectProvider<MeterRegistry> meters) {
        Outbox outbox = new Outbox(mongo, broker, InstantSource.system(), properties.beat(), properties.rescueEvery());
        meters.ifAvailable(registry -> {
            Gauge.builder("foramen.outbox.oldest.age", outbox, box -> box.oldestUnsent().toMillis() / 1000.0)
                    .description("Age of the oldest event that the broker does not have yet").baseUnit("seconds").register(registry);
            Gauge.builder("foramen.outbox.waiting", outbox, Outbox::waitingDocuments)
                    .description("Documents with unsent events").register(registry);
        });
        return outbox;
    }

    @Bean
    DeadLetters deadLetters(MongoOperations mongo, KafkaProperties kafka, ObjectProvider<MeterRegistry> meters,
            @Value("${spring.application.name}") String service) {
        Map<String, Object> producer = new HashMap<>(kafka.buildProducerProperties());
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        var template = new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(producer, new StringSerializer(), new ByteArraySerializer()));
        DeadLetters letters = new DeadLetters(mongo, template, InstantSource.system(), registry(meters), service);
        meters.ifAvailable(registry -> Gauge.builder("foramen.dead.letters.buried", letters, DeadLetters::buried)
                .description("Events that could not be applied and wait for an administrator").register(registry));
        return letters;
    }

    @Bean
    EventConsumers eventConsumers(List<EventHandler> handlers, KafkaProperties kafka, OutboxProperties properties, DeadLetters letters,
            ObjectProvider<MeterRegistry> meters, @Value("${spring.application.name}") String service) {
        return new EventConsumers(handlers, kafka.buildConsumerProperties(), service, properties.consumers(), letters, registry(meters));
    }

    /** Created when the broker answers at the start; a broker that comes later makes them by itself or finds them made. */
    @Bean
    KafkaAdmin.NewTopics eventTopics(OutboxProperties properties) {
        return new KafkaAdmin.NewTopics(Topics.of(properties).toArray(org.apache.kafka.clients.admin.NewTopic[]::new));
    }

    /** For services that draw pages. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.thymeleaf.TemplateEngine")
    @Import(DeadLettersPages.class)
    static class Pages {
    }

    private static MeterRegistry registry(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(SimpleMeterRegistry::new);
    }
}
