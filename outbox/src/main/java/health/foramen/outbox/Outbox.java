package health.foramen.outbox;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Sends what waits in documents.
 *
 * <p>One document is flushed by one thread at a time, and whatever is pushed meanwhile is sent by the same thread, so the
 * events of a key leave in the order in which they were stored. While the broker is away the threads of requests only note
 * the document; the sweeper alone knocks, once a beat, and lets all go when it is answered. What a dead process left
 * behind is found by a scan at the start and then now and again.
 */
public final class Outbox implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** The default page of a scan for what is left; the next beat takes the next page. */
    private static final int RESCUED_AT_ONCE = 5_000;

    /** A store without secondary indexes reads everything for a scan: it may take at most this part of the time. */
    private static final int PART_FOR_SCANS = 50;

    /** So many documents are flushed at once; more would take the store's connections from the requests. */
    private static final int FLUSHED_AT_ONCE = 16;

    private final MongoOperations mongo;
    private final Clearing clearing;
    private final EventBroker broker;
    private final InstantSource realTime;
    private final Duration beat;
    private final Duration rescueEvery;

    private final Set<String> collections = new CopyOnWriteArraySet<>();
    /** Documents that have something to send, and since when. */
    private final Map<Waiting, Instant> waiting = new ConcurrentHashMap<>();
    /** Documents that a thread is flushing; true once they changed again meanwhile. */
    private final Map<Waiting, Boolean> inFlight = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(FLUSHED_AT_ONCE);
    private final ExecutorService flushers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("outbox-sweeper").daemon().factory());
    private volatile boolean brokerAway;
    private volatile boolean running;
    private Instant nextRescue = Instant.MIN;
    private boolean indexesDeclared;

    private record Waiting(String collection, String id) {
    }

    Outbox(MongoOperations mongo, EventBroker broker, InstantSource realTime, Duration beat, Duration rescueEvery) {
        this.mongo = mongo;
        this.clearing = new Clearing(mongo);
        this.broker = broker;
        this.realTime = realTime;
        this.beat = beat;
        this.rescueEvery = rescueEvery;
    }

    /** From now on the sweeper looks after this collection. */
    public void watch(String collection) {
        collections.add(collection);
    }

    /** This document has something to tell: send it soon, on another thread. */
    public void changed(String collection, String id) {
        Waiting document = new Waiting(collection, id);
        // The mark before the note: whoever is about to strike the note then still meets the mark and looks again.
        inFlight.computeIfPresent(document, (_, _) -> true);
        waiting.putIfAbsent(document, realTime.instant());
        if (running && !brokerAway) {
            flushSoon(document, Optional.empty());
        }
    }

    /**
     * These events were stored in this document just now, and they are the first of their keys in it: they need not be read. Should somebody have changed it in
     * the same instant, they may leave twice, as after a crash; by their sequence a listener knows them.
     */
    public void begun(String collection, String id, List<OutboxEvent> events) {
        Waiting document = new Waiting(collection, id);
        inFlight.computeIfPresent(document, (_, _) -> true);
        boolean alone = waiting.putIfAbsent(document, realTime.instant()) == null;
        if (running && !brokerAway) {
            // Something older may wait beside them, and is looked for too.
            flushSoon(document, Optional.of(events).filter(_ -> alone));
        }
    }

    /** How many documents have something unsent, as far as this instance knows. */
    public int waitingDocuments() {
        return waiting.size();
    }

    /** The age of the oldest unsent event, as far as this instance knows. */
    public Duration oldestUnsent() {
        Instant now = realTime.instant();
        return waiting.values().stream().min(Instant::compareTo).map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    public boolean isBrokerAway() {
        return brokerAway;
    }

    /** @param known what waits in it, when the caller has just written that */
    private void flushSoon(Waiting document, Optional<List<OutboxEvent>> known) {
        boolean nobodyIsAtIt = !inFlight.merge(document, false, (_, _) -> true);
        if (nobodyIsAtIt) {
            flushers.execute(() -> {
                places.acquireUninterruptibly();
                try {
                    flushUntilQuiet(document, known);
                } finally {
                    places.release();
                }
            });
        }
    }

    /** The caller has put the document in flight; here it lands. */
    private void flushUntilQuiet(Waiting document, Optional<List<OutboxEvent>> known) {
        Optional<List<OutboxEvent>> events = known;
        boolean again = true;
        while (again) {
            boolean sent = false;
            try {
                sent = flush(document, events.orElseGet(() -> unsent(document)));
            } catch (RuntimeException e) {
                LOG.warn("outbox of {} {} not flushed, will be tried again: {}", document.collection(), document.id(), e.toString());
            }
            events = Optional.empty();
            boolean landedWell = sent;
            again = inFlight.computeIfPresent(document, (_, changedMeanwhile) -> changedMeanwhile && landedWell ? false : null) != null;
        }
    }

    /** @return whether all that was found has been sent */
    private boolean flush(Waiting document, List<OutboxEvent> events) {
        Set<String> acknowledged = events.isEmpty() ? Set.of() : publish(events);
        if (!acknowledged.isEmpty()) {
            clearing.clear(document.collection(), document.id(), acknowledged);
        }
        boolean all = acknowledged.size() == events.size();
        if (all) {
            waiting.remove(document);
        } else {
            waiting.put(document, oldest(events, acknowledged));
        }
        return all;
    }

    private List<OutboxEvent> unsent(Waiting document) {
        Document found = mongo.execute(document.collection(), documents ->
                documents.find(eq("_id", document.id())).projection(Projections.include("outbox")).first());
        return found == null ? List.of() : found.getList("outbox", Document.class, List.of()).stream().map(OutboxEvent::from).toList();
    }

    /** The next event of a key leaves when the one before it is safe; different keys do not wait for each other. */
    private Set<String> publish(List<OutboxEvent> events) {
        Map<String, List<OutboxEvent>> byKey = new LinkedHashMap<>();
        events.forEach(event -> byKey.computeIfAbsent(event.key(), _ -> new ArrayList<>()).add(event));
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        CompletableFuture<?>[] keys = byKey.values().stream().map(ofKey -> {
            CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
            for (OutboxEvent event : ofKey) {
                chain = chain.thenCompose(_ -> broker.send(event)).thenRun(() -> acknowledged.add(event.id()));
            }
            return chain;
        }).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(keys).handle((_, failure) -> {
            brokerAnswered(failure, events.size() - acknowledged.size());
            return null;
        }).join();
        return Set.copyOf(acknowledged);
    }

    private void brokerAnswered(Throwable failure, int unsent) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        switch (cause) {
            case null -> {
                if (brokerAway) {
                    LOG.info("broker answers again, {} documents to flush", waiting.size());
                }
                brokerAway = false;
            }
            case EventBroker.Unsendable refused -> LOG.error("an event can never be sent and stays in its document: {}", refused.getMessage());
            default -> {
                if (!brokerAway) {
                    LOG.warn("broker does not answer, {} events wait in the store: {}", unsent, cause.toString());
                }
                brokerAway = true;
            }
        }
    }

    private Instant oldest(List<OutboxEvent> events, Set<String> acknowledged) {
        return events.stream().filter(event -> !acknowledged.contains(event.id())).map(OutboxEvent::storedAt)
                .min(Instant::compareTo).orElseGet(realTime::instant);
    }

    private void sweep() {
        try {
            if (!indexesDeclared) {
                declareIndexes();
            }
            if (brokerAway) {
                knock();
            }
            if (!brokerAway) {
                rescueIfDue();
                Instant quiet = realTime.instant().minus(beat);
                waiting.forEach((document, since) -> {
                    if (since.isBefore(quiet)) {
                        flushSoon(document, Optional.empty());
                    }
                });
            }
        } catch (RuntimeException e) {
            LOG.warn("outbox sweep failed, next in {}: {}", beat, e.toString());
        }
    }

    /** Sends the outbox of one document; an answer means that the broker is back. */
    private void knock() {
        waiting.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey).ifPresentOrElse(document -> {
            if (inFlight.putIfAbsent(document, false) == null) {
                flushUntilQuiet(document, Optional.empty());
            }
        }, () -> brokerAway = false);
    }

    private void rescueIfDue() {
        Instant now = realTime.instant();
        if (now.isBefore(nextRescue)) {
            return;
        }
        // By the field that has the index.
        Bson leftBehind = exists("outbox.id");
        for (String collection : collections) {
            List<Document> found = mongo.execute(collection, documents -> documents.find(leftBehind)
                    .projection(Projections.include("_id", "outbox.storedAt")).limit(RESCUED_AT_ONCE).into(new ArrayList<>()));
            found.forEach(document -> waiting.putIfAbsent(new Waiting(collection, document.get("_id").toString()),
                    document.getList("outbox", Document.class).getFirst().getDate("storedAt").toInstant()));
        }
        Duration rest = Duration.between(now, realTime.instant()).multipliedBy(PART_FOR_SCANS);
        nextRescue = now.plus(rest.compareTo(rescueEvery) > 0 ? rest : rescueEvery);
    }

    private void declareIndexes() {
        for (String collection : collections) {
            mongo.execute(collection, documents ->
                    documents.createIndex(Indexes.ascending("outbox.id"), new IndexOptions().sparse(true).name("unsent")));
        }
        indexesDeclared = true;
    }

    @Override
    public void start() {
        running = true;
        sweeper.scheduleWithFixedDelay(this::sweep, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits a moment for what is being sent; the rest is in the store and leaves after the next start. */
    @Override
    public void stop() {
        running = false;
        sweeper.shutdownNow();
        flushers.shutdown();
        try {
            if (!flushers.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.info("{} documents keep unsent events until the next start", waiting.size());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the consumers and the web server, stops after them. */
    @Override
    public int getPhase() {
        return -1000;
    }
}
