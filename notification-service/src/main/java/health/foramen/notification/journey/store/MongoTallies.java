package health.foramen.notification.journey.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Tallies;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code tallies}, one document a day, channel and state. Counted in memory and added every second: a crash costs the counts of one. */
public final class MongoTallies implements Tallies, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MongoTallies.class);
    private static final String COLLECTION = "tallies";

    private record Key(LocalDate day, String channel, String state) {
    }

    private final MongoOperations mongo;
    private final Map<Key, LongAdder> counted = new ConcurrentHashMap<>();
    private final ScheduledExecutorService adder = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("tallies").factory());

    public MongoTallies(MongoOperations mongo) {
        this.mongo = mongo;
        adder.scheduleWithFixedDelay(this::add, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void count(LocalDate day, Channel channel, String state) {
        counted.computeIfAbsent(new Key(day, channel.word(), state), _ -> new LongAdder()).increment();
    }

    private void add() {
        counted.forEach((key, count) -> {
            long now = count.sumThenReset();
            if (now == 0) {
                return;
            }
            try {
                mongo.execute(COLLECTION, tallies -> tallies.updateOne(eq("_id", key.day() + " " + key.channel() + " " + key.state()), Updates.combine(
                        Updates.inc("count", now), Updates.set("day", key.day().toString()), Updates.set("channel", key.channel()),
                        Updates.set("state", key.state())), new UpdateOptions().upsert(true)));
            } catch (RuntimeException e) {
                count.add(now);
                LOG.debug("tallies wait for the store: {}", e.toString());
            }
        });
    }

    @Override
    public List<Tally> since(LocalDate day) {
        add();
        return mongo.execute(COLLECTION, tallies -> tallies.find(gte("day", day.toString())).sort(Sorts.descending("day"))
                .map(tally -> new Tally(LocalDate.parse(tally.getString("day")), tally.getString("channel"), tally.getString("state"), tally.getLong("count")))
                .into(new ArrayList<>()));
    }

    @Override
    public void close() {
        adder.shutdownNow();
        add();
    }
}
