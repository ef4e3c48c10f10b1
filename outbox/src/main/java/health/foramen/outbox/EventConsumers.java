package health.foramen.outbox;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Reads the topics for which the service has handlers, from the beginning of time when it is new.
 *
 * <p>Three ways out of trouble: what can never be applied is buried at once; an outage of the store is waited for, in
 * place, for as long as it takes; anything else is a bug of ours, tried a few times in case it was a race, then buried, so
 * that it blocks nobody.
 */
public final class EventConsumers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumers.class);

    /** A bug is tried so often before it is buried. */
    private static final int TRIES_OF_A_BUG = 5;

    private static final long BETWEEN_POLLS_MILLIS = 50;
    private static final long ACK_EVERY_MILLIS = 500;

    private final Map<String, Map<String, EventHandler>> handlers = new TreeMap<>();
    private final Map<String, Object> clientProperties;
    private final String service;
    private final int threads;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();
    private volatile boolean running;

    EventConsumers(List<EventHandler> handlers, Map<String, Object> clientProperties, String service, int threads,
            DeadLetters deadLetters, MeterRegistry meters) {
        handlers.forEach(handler -> handler.types().forEach(type -> {
            EventHandler other = this.handlers.computeIfAbsent(handler.topic(), _ -> new HashMap<>()).put(type, handler);
            if (other != null) {
                throw new IllegalStateException("two handlers for " + type + ": " + other + " and " + handler);
            }
        }));
        this.clientProperties = clientProperties;
        this.service = service;
        this.threads = threads;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /** What became of a replayed dead letter, or nothing when there is none of that id. */
    Optional<String> replay(String id) {
        return deadLetters.record(id).map(record -> {
            try {
                Handled handled = apply(record).orElseThrow(() -> new PoisonEvent("no handler reads " + IncomingEvent.typeOf(record)));
                deadLetters.replayed(id, handled);
                return DeadLetters.word(handled);
            } catch (PoisonEvent e) {
                deadLetters.refusedAgain(id, e.getMessage());
                return "refused: " + e.getMessage();
            }
        });
    }

    /**
     * Neighbours that one {@link BulkEventHandler} reads are handed to it together, whatever nobody reads between them. What goes wrong then goes wrong
     * again for the one that it is about, and for no other.
     */
    private void receiveAll(List<ConsumerRecord<String, byte[]>> records) {
        int next = 0;
        while (next < records.size()) {
            int end = endOfRun(records, next);
            if (end - next == 1 || !appliedTogether(records.subList(next, end))) {
                receiveEach(records, next, end);
            }
            next = end;
        }
    }

    private void receiveEach(List<ConsumerRecord<String, byte[]>> records, int from, int to) {
        for (int index = from; index < to; index++) {
            try {
                receive(records.get(index));
            } catch (RuntimeException e) {
                throw new BatchListenerFailedException("not applied", e, index);
            }
        }
    }

    private int endOfRun(List<ConsumerRecord<String, byte[]>> records, int from) {
        Optional<BulkEventHandler> handler = bulkHandlerOf(records.get(from));
        int end = from + 1;
        while (handler.isPresent() && end < records.size() && (isIgnored(records.get(end)) || bulkHandlerOf(records.get(end)).equals(handler))) {
            end++;
        }
        return end;
    }

    private boolean isIgnored(ConsumerRecord<String, byte[]> record) {
        String type = IncomingEvent.typeOf(record);
        return type != null && handlerOf(record.topic(), type) == null;
    }

    /** Null for a type that this service does not read. */
    private EventHandler handlerOf(String topic, String type) {
        return handlers.getOrDefault(topic, Map.of()).get(type);
    }

    /** Where somebody follows the trace of an event, it goes by itself. */
    private Optional<BulkEventHandler> bulkHandlerOf(ConsumerRecord<String, byte[]> record) {
        return Optional.ofNullable(IncomingEvent.typeOf(record)).filter(_ -> !Trace.isFollowed(record.headers()))
                .map(type -> handlerOf(record.topic(), type))
                .flatMap(handler -> handler instanceof BulkEventHandler bulk ? Optional.of(bulk) : Optional.empty());
    }

    private boolean appliedTogether(List<ConsumerRecord<String, byte[]>> records) {
        try {
            List<IncomingEvent> events = records.stream().filter(record -> !isIgnored(record)).map(IncomingEvent::read).toList();
            List<Handled> handled = bulkHandlerOf(records.getFirst()).orElseThrow().handleAll(events);
            for (int i = 0; i < handled.size(); i++) {
                count(records.getFirst().topic(), events.get(i).type(), DeadLetters.word(handled.get(i)));
            }
            for (int i = events.size(); i < records.size(); i++) {
                count(records.getFirst().topic(), "other", "ignored");
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{} events of {} go one by one: {}", records.size(), records.getFirst().topic(), e.toString());
            return false;
        }
    }

    private void receive(ConsumerRecord<String, byte[]> record) {
        try (var _ = Trace.continued(record.headers())) {
            Optional<Handled> handled = apply(record);
            handled.ifPresentOrElse(
                    word -> count(record.topic(), IncomingEvent.typeOf(record), DeadLetters.word(word)),
                    () -> count(record.topic(), "other", "ignored"));
        } catch (PoisonEvent e) {
            deadLetters.bury(record, e.getMessage());
        }
    }

    /** @return nothing for a type that this service does not read */
    private Optional<Handled> apply(ConsumerRecord<String, byte[]> record) {
        String type = IncomingEvent.typeOf(record);
        if (type == null) {
            throw new PoisonEvent("attribute ce_type is missing");
        }
        EventHandler handler = handlerOf(record.topic(), type);
        if (handler == null) {
            return Optional.empty();
        }
        IncomingEvent event = IncomingEvent.read(record);
        Handled handled = handler.handle(event);
        LOG.debug("{} {} of {} {}", type, event.id(), event.key(), handled);
        return Optional.of(handled);
    }

    private void count(String topic, String type, String outcome) {
        meters.counter("foramen.events.received", "topic", topic, "type", type, "outcome", outcome).increment();
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(String topic) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, service);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // An event ends the wait at once; only silence lasts so long, and every reader that asks more often costs an idle broker.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1_000);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        // A process that was killed holds its partitions until its session ends; the default lets the next one wait for 45 s.
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        ContainerProperties container = new ContainerProperties(topic);
        container.setGroupId(service);
        container.setMessageListener((BatchMessageListener<String, byte[]>) this::receiveAll);
        container.setMissingTopicsFatal(false);
        // Where one follows the other they are read, applied and ticked off together; after a crash the last ones come again, and change nothing.
        container.setIdleBetweenPolls(BETWEEN_POLLS_MILLIS);
        container.setAckMode(ContainerProperties.AckMode.TIME);
        container.setAckTime(ACK_EVERY_MILLIS);
        ConcurrentMessageListenerContainer<String, byte[]> consumers = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(properties, new StringDeserializer(), new ByteArrayDeserializer()), container);
        consumers.setBeanName(topic + "-reader");
        consumers.setConcurrency(threads);
        consumers.setCommonErrorHandler(waysOutOfTrouble());
        return consumers;
    }

    private DefaultErrorHandler waysOutOfTrouble() {
        @SuppressWarnings("unchecked")
        DefaultErrorHandler handler = new DefaultErrorHandler((record, failure) ->
                deadLetters.bury((ConsumerRecord<String, byte[]>) record, "failed " + TRIES_OF_A_BUG + " times: " + rootOf(failure)), forAnOutage());
        // What went wrong is said below, in our words.
        handler.setLogLevel(org.springframework.kafka.KafkaException.Level.DEBUG);
        handler.setBackOffFunction((record, failure) -> {
            boolean outage = isOutage(failure);
            LOG.warn("{}-{}-{} not applied, {}: {}", record.topic(), record.partition(), record.offset(),
                    outage ? "the store is away, waiting" : "trying again", rootOf(failure).toString());
            return outage ? forAnOutage() : forABug();
        });
        return handler;
    }

    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessException || cause instanceof MongoException || cause instanceof KafkaException && cause == rootOf(failure)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static BackOff forAnOutage() {
        ExponentialBackOff backOff = new ExponentialBackOff(100, 2);
        backOff.setMaxInterval(5_000);
        return backOff;
    }

    private static BackOff forABug() {
        ExponentialBackOff backOff = new ExponentialBackOff(50, 2);
        backOff.setMaxAttempts(TRIES_OF_A_BUG - 1);
        return backOff;
    }

    @Override
    public void start() {
        handlers.keySet().forEach(topic -> containers.add(container(topic)));
        containers.forEach(ConcurrentMessageListenerContainer::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        containers.forEach(ConcurrentMessageListenerContainer::stop);
        containers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
