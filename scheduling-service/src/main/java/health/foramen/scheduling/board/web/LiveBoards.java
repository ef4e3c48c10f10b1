package health.foramen.scheduling.board.web;

import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.openings.DayBoards;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells everybody who looks at a day that it changed: its new version, no content. The versions are those of the days in memory, which
 * are compared with the store twice a second anyway, so a board that hangs on a wall costs the store nothing, and it hears of what
 * another instance did. A heartbeat keeps the line open past every proxy's patience and brings business time along.
 */
public final class LiveBoards implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveBoards.class);
    /** The gateway gives up a line that is silent for 20 s. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Then the browser asks again by itself: a line whose other end is gone does not stay for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(30);
    /** More boards than a clinic has walls and desks. */
    private static final int MOST = 500;

    /** @param told the version that this watcher knows */
    private record Watcher(SseEmitter line, DayId day, AtomicLong told, AtomicBoolean busy) {
    }

    private record Beat(long version, Instant now) {
    }

    private final DayBoards boards;
    private final Clock clock;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService beats;
    private ExecutorService senders;

    public LiveBoards(DayBoards boards, Clock clock) {
        this.boards = boards;
        this.clock = clock;
    }

    /** @param seen the version that the page shows; nothing: there are too many already, or this instance is leaving */
    public Optional<SseEmitter> watch(DayId day, long seen) {
        if (beats == null || watchers.size() >= MOST) {
            return Optional.empty();
        }
        var watcher = new Watcher(new SseEmitter(LONGEST.toMillis()), day, new AtomicLong(seen), new AtomicBoolean());
        watcher.line().onCompletion(() -> watchers.remove(watcher));
        watcher.line().onTimeout(watcher.line()::complete);
        watcher.line().onError(_ -> watchers.remove(watcher));
        watchers.add(watcher);
        // At once, so that the browser knows that the line is open.
        tell(watcher, "beat");
        return Optional.of(watcher.line());
    }

    public int watching() {
        return watchers.size();
    }

    private void look() {
        watchers.forEach(watcher -> {
            if (version(watcher.day()) > watcher.told().get()) {
                tell(watcher, "change");
            }
        });
    }

    private void beat() {
        watchers.forEach(watcher -> tell(watcher, "beat"));
    }

    /** On a thread of its own: a watcher that does not read delays nobody else, and is told no more before it has read. */
    private void tell(Watcher watcher, String what) {
        if (!watcher.busy().compareAndSet(false, true)) {
            return;
        }
        senders.execute(() -> {
            long version = version(watcher.day());
            try {
                watcher.line().send(SseEmitter.event().name(what).data(new Beat(version, clock.instant())));
                watcher.told().accumulateAndGet(version, Math::max);
            } catch (IOException | IllegalStateException gone) {
                LOG.debug("a board of {} is looked at no more: {}", watcher.day(), gone.toString());
                watchers.remove(watcher);
            } finally {
                watcher.busy().set(false);
            }
        });
    }

    private long version(DayId day) {
        return boards.sheet(day).map(sheet -> sheet.day().version()).orElse(0L);
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("the live boards skipped a beat: {}", e.toString());
            }
        };
    }

    @Override
    public synchronized void start() {
        senders = Executors.newVirtualThreadPerTaskExecutor();
        beats = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("live-boards").daemon().factory());
        beats.scheduleWithFixedDelay(guarded(this::look), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        beats.scheduleAtFixedRate(guarded(this::beat), HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The lines end before the web server waits for its open requests. */
    @Override
    public synchronized void stop() {
        beats.shutdownNow();
        beats = null;
        watchers.forEach(watcher -> watcher.line().complete());
        senders.shutdown();
    }

    @Override
    public boolean isRunning() {
        return beats != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
