package health.foramen.notification.journey.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.notification.contact.Cards;
import health.foramen.notification.journey.Step;
import health.foramen.notification.journey.Tallies;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code tallies}, one document a day with a number for each step, channel, language and state: some hundreds, for there are no more of them.
 * Counted in memory and added every second, when the languages are looked up too: a crash costs the counts of one.
 */
public final class MongoTallies implements Tallies, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MongoTallies.class);
    private static final String COLLECTION = "tallies";
    /** A year and a little, for as long as a desk looks back. */
    private static final int MOST_DAYS = 400;
    /** While the store is away no more than this is remembered. */
    private static final int MOST_WAITING = 100_000;

    private record Happened(LocalDate day, String patientId, String step, String channel, String state) {
    }

    private record Key(String day, String field) {
    }

    private final MongoOperations mongo;
    private final Cards cards;
    private final Queue<Happened> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger many = new AtomicInteger();
    private final ScheduledExecutorService adder = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("tallies").factory());

    public MongoTallies(MongoOperations mongo, Cards cards) {
        this.mongo = mongo;
        this.cards = cards;
        adder.scheduleWithFixedDelay(this::add, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void count(LocalDate day, String patientId, Step step) {
        if (many.get() < MOST_WAITING) {
            many.incrementAndGet();
            waiting.add(new Happened(day, patientId, kind(step.name()), step.channel().word(), step.state().word()));
        }
    }

    /** Answers and what the desk writes have names of their own each; they are counted together. */
    private static String kind(String step) {
        return step.startsWith("answer-") ? "answer" : step.startsWith("desk-") ? "written" : step.startsWith("offer-") ? "offer" : step.startsWith("alert-") ? "alert"
                : step.contains(Step.AGAIN) ? step.substring(0, step.indexOf(Step.AGAIN)) : step;
    }

    private synchronized void add() {
        List<Happened> taken = new ArrayList<>();
        for (Happened next = waiting.poll(); next != null; next = waiting.poll()) {
            taken.add(next);
        }
        if (taken.isEmpty()) {
            return;
        }
        many.addAndGet(-taken.size());
        try {
            Map<String, String> languages = new HashMap<>();
            cards.byRecord(taken.stream().map(Happened::patientId).distinct().toList()).forEach((record, card) -> languages.put(record, card.language().code()));
            Map<Key, Long> counts = taken.stream().collect(Collectors.groupingBy(one -> new Key(one.day().toString(), String.join("|", one.step(), one.channel(),
                    languages.getOrDefault(one.patientId(), ""), one.state())), Collectors.counting()));
            counts.keySet().stream().map(Key::day).distinct().forEach(day -> {
                List<Bson> added = counts.entrySet().stream().filter(entry -> entry.getKey().day().equals(day))
                        .map(entry -> Updates.inc("counts." + entry.getKey().field(), entry.getValue())).toList();
                mongo.execute(COLLECTION, tallies -> tallies.updateOne(eq("_id", day), Updates.combine(added), new UpdateOptions().upsert(true)));
            });
        } catch (RuntimeException e) {
            waiting.addAll(taken);
            many.addAndGet(taken.size());
            LOG.debug("tallies wait for the store: {}", e.toString());
        }
    }

    @Override
    public List<Tally> since(LocalDate day) {
        add();
        // Business time may run ahead in the sandbox: the days are named one by one, so that no scan is needed.
        List<String> days = Stream.iterate(day, one -> one.plusDays(1)).limit(MOST_DAYS).map(LocalDate::toString).toList();
        List<Document> found = mongo.execute(COLLECTION, tallies -> tallies.find(in("_id", days)).into(new ArrayList<>()));
        return found.stream().flatMap(MongoTallies::read).sorted(Comparator.comparing(Tally::day).reversed()).toList();
    }

    private static Stream<Tally> read(Document document) {
        LocalDate day = LocalDate.parse(document.getString("_id"));
        return document.get("counts", Document.class).entrySet().stream().map(entry -> {
            String[] parts = entry.getKey().split("\\|", -1);
            return new Tally(day, parts[0], parts[1], parts[2], parts[3], ((Number) entry.getValue()).longValue());
        });
    }

    @Override
    public void close() {
        adder.shutdownNow();
        add();
    }
}
