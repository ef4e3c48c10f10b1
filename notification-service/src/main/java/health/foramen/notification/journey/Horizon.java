package health.foramen.notification.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The journeys that are due soon, in memory and in order, with those that somebody is at. What lies beyond its reach stays in the store's notes alone. */
public final class Horizon {

    private record Entry(Instant at, String id) {
    }

    /**
     * @param ids   each must be {@link #release}d
     * @param quiet how long nothing more will be due, unless news or another hour comes
     */
    record Taken(List<String> ids, Duration quiet) {
    }

    private static final Duration LONG = Duration.ofHours(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final TreeSet<Entry> order = new TreeSet<>(Comparator.comparing(Entry::at).thenComparing(Entry::id));
    private final Map<String, Instant> dueById = new HashMap<>();
    private final Set<String> inWork = new HashSet<>();
    /** Changed while somebody was at it: look again. */
    private final Set<String> again = new HashSet<>();
    /** Looked at and found waiting for something outside: not before this, in {@link System#nanoTime}. */
    private final Map<String, Long> notBefore = new HashMap<>();
    /** Known from the store's notes alone, which may be earlier than the truth. */
    private final Set<String> noted = new HashSet<>();
    private Instant reach = Instant.MAX;
    private boolean knocked;

    /** When a journey is due next; empty when it has nothing left to do. A journey that changed is looked at at once if it is due. */
    public void put(String id, Optional<Instant> due) {
        lock.lock();
        try {
            Instant old = dueById.remove(id);
            if (old != null) {
                order.remove(new Entry(old, id));
            }
            due.filter(at -> !at.isAfter(reach)).ifPresent(at -> {
                dueById.put(id, at);
                order.add(new Entry(at, id));
                knock();
            });
            if (inWork.contains(id)) {
                again.add(id);
            }
            notBefore.remove(id);
            noted.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** From the store's notes: only what is not known better. */
    void offer(String id, Instant at) {
        lock.lock();
        try {
            if (!dueById.containsKey(id)) {
                dueById.put(id, at);
                order.add(new Entry(at, id));
                noted.add(id);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isNotedOnly(String id) {
        lock.lock();
        try {
            return noted.contains(id);
        } finally {
            lock.unlock();
        }
    }

    /**
     * From now on what is due until then is kept. To be called <em>before</em> the store's notes are read until then: a writer notes first and
     * puts afterwards, so whatever it put while the reach was shorter is among the notes.
     */
    void reach(Instant until) {
        lock.lock();
        try {
            reach = until;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody may go on. */
    void knock() {
        lock.lock();
        try {
            knocked = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for news, at most so long. */
    void await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!knocked) {
                news.await(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
            }
            knocked = false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is due and nobody is at, the earliest first. */
    Taken take(Instant now, int limit) {
        lock.lock();
        try {
            List<String> taken = new ArrayList<>();
            Duration quiet = LONG;
            long nanos = System.nanoTime();
            for (Entry entry : order) {
                if (entry.at().isAfter(now)) {
                    Duration ahead = Duration.between(now, entry.at());
                    quiet = ahead.compareTo(quiet) < 0 ? ahead : quiet;
                    break;
                }
                if (taken.size() == limit) {
                    // Whoever gives a place back knocks.
                    break;
                }
                if (inWork.contains(entry.id())) {
                    continue;
                }
                Long pause = notBefore.get(entry.id());
                if (pause == null || pause - nanos <= 0) {
                    taken.add(entry.id());
                } else if (pause - nanos < quiet.toNanos()) {
                    quiet = Duration.ofNanos(pause - nanos);
                }
            }
            inWork.addAll(taken);
            return new Taken(taken, quiet);
        } finally {
            lock.unlock();
        }
    }

    /** @param pauseMillis for one that waits for something outside; news of it ends the pause */
    void release(String id, long pauseMillis) {
        lock.lock();
        try {
            inWork.remove(id);
            if (again.remove(id)) {
                notBefore.remove(id);
            } else if (pauseMillis > 0 && dueById.containsKey(id)) {
                notBefore.put(id, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What they all waited for may be there now. */
    void wakeAll() {
        lock.lock();
        try {
            notBefore.clear();
            again.addAll(inWork);
            knock();
        } finally {
            lock.unlock();
        }
    }

    boolean hasDue(Instant now) {
        lock.lock();
        try {
            return !inWork.isEmpty() || !order.isEmpty() && !order.first().at().isAfter(now);
        } finally {
            lock.unlock();
        }
    }

    Optional<Instant> earliest() {
        lock.lock();
        try {
            return order.isEmpty() ? Optional.empty() : Optional.of(order.first().at());
        } finally {
            lock.unlock();
        }
    }

    /** How many are due and not handled. */
    int due(Instant now) {
        lock.lock();
        try {
            return order.headSet(new Entry(now.plusNanos(1), "")).size();
        } finally {
            lock.unlock();
        }
    }
}
