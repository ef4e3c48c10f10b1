package health.foramen.notification.journey;

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

/** The journeys that are due soon, in memory and in order, with those that somebody is at. */
public final class Horizon {

    private record Entry(Instant at, String id) {
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final TreeSet<Entry> order = new TreeSet<>(Comparator.comparing(Entry::at).thenComparing(Entry::id));
    private final Map<String, Instant> dueById = new HashMap<>();
    private final Set<String> inWork = new HashSet<>();
    /** Changed while somebody was at it: look again. */
    private final Set<String> again = new HashSet<>();
    /** Looked at and found waiting for something outside: not before this, in {@link System#nanoTime}. */
    private final Map<String, Long> notBefore = new HashMap<>();
    private boolean knocked;

    /** When a journey is due next; empty when it has nothing left to do. A journey that changed is looked at at once if it is due. */
    public void put(String id, Optional<Instant> due) {
        lock.lock();
        try {
            Instant old = dueById.remove(id);
            if (old != null) {
                order.remove(new Entry(old, id));
            }
            due.ifPresent(at -> {
                dueById.put(id, at);
                order.add(new Entry(at, id));
            });
            if (inWork.contains(id)) {
                again.add(id);
            }
            notBefore.remove(id);
            knock();
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
            }
        } finally {
            lock.unlock();
        }
    }

    private void knock() {
        knocked = true;
        news.signalAll();
    }

    /** Waits for news, at most so long. */
    void await(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!knocked) {
                news.await(millis, TimeUnit.MILLISECONDS);
            }
            knocked = false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is due and nobody is at. Each taken one must be {@link #release}d. */
    List<String> take(Instant now, int limit) {
        lock.lock();
        try {
            List<String> taken = new ArrayList<>();
            for (Entry entry : order) {
                if (entry.at().isAfter(now) || taken.size() == limit) {
                    break;
                }
                Long pause = notBefore.get(entry.id());
                if (!inWork.contains(entry.id()) && (pause == null || pause - System.nanoTime() <= 0)) {
                    taken.add(entry.id());
                }
            }
            inWork.addAll(taken);
            return taken;
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
                knock();
            } else if (pauseMillis > 0) {
                notBefore.put(id, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What a journey waited for may be there now. */
    public void wake(String id) {
        lock.lock();
        try {
            notBefore.remove(id);
            if (inWork.contains(id)) {
                again.add(id);
            }
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

    int size() {
        lock.lock();
        try {
            return order.size();
        } finally {
            lock.unlock();
        }
    }
}
