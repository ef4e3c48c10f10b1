package health.foramen.scheduling;

import health.foramen.scheduling.booking.Afterwards;
import health.foramen.scheduling.booking.Settling;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.permit.CardOwner;
import health.foramen.scheduling.permit.FetchingCards;
import health.foramen.scheduling.template.TakingLeave;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;

/** What happens by itself: the days in memory are kept fresh, lapsed holds leave, names are fetched, what a crash left is settled. */
final class Heartbeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration HOLDS_EVERY = Duration.ofSeconds(1);
    private static final Duration CARDS_EVERY = Duration.ofMillis(300);

    private final SchedulingProperties properties;
    private final MongoOperations mongo;
    private final DayBoards boards;
    private final Settling settling;
    private final Afterwards afterwards;
    private final FetchingCards fetching;
    private final TakingLeave leave;
    private final Clock clock;
    private ScheduledExecutorService beats;
    private boolean ownerAway;

    Heartbeat(SchedulingProperties properties, MongoOperations mongo, DayBoards boards, Settling settling, Afterwards afterwards,
            FetchingCards fetching, TakingLeave leave, Clock clock) {
        this.properties = properties;
        this.mongo = mongo;
        this.boards = boards;
        this.settling = settling;
        this.afterwards = afterwards;
        this.fetching = fetching;
        this.leave = leave;
        this.clock = clock;
    }

    @Override
    public void start() {
        afterwards.start();
        // Before the first request, if the store answers; else the next beat reads them, and readiness waits.
        beat("days", boards::refresh).run();
        beats = Executors.newScheduledThreadPool(3, Thread.ofPlatform().name("heartbeat-", 0).daemon().factory());
        every(properties.refreshEvery(), beat("days", boards::refresh));
        every(HOLDS_EVERY, beat("holds", () -> boards.lapsedHolds(clock.instant()).forEach(settling::expire)));
        every(CARDS_EVERY, beat("cards", this::fetchCards));
        every(properties.sweepEvery(), beat("sweep", settling::sweep));
        every(properties.sweepEvery(), beat("leave", leave::sweep));
        beats.execute(beat("indexes", () -> StandingIndexes.declare(mongo)));
    }

    private void every(Duration pause, Runnable beat) {
        beats.scheduleWithFixedDelay(beat, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void fetchCards() {
        try {
            fetching.fetch();
            if (ownerAway) {
                LOG.info("names of patients are told again");
            }
            ownerAway = false;
        } catch (CardOwner.Away away) {
            if (!ownerAway) {
                LOG.warn("{}; asking again", away.getMessage());
            }
            ownerAway = true;
        }
    }

    private static Runnable beat(String what, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("{} skipped a beat: {}", what, e.toString());
            }
        };
    }

    @Override
    public void stop() {
        beats.shutdownNow();
        afterwards.close();
        beats = null;
    }

    @Override
    public boolean isRunning() {
        return beats != null;
    }

    /** Before the consumers and the web server, after the outbox. */
    @Override
    public int getPhase() {
        return -900;
    }
}
