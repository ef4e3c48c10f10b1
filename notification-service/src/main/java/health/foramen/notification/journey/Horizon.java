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
import java.util.function.LongSupplier;

/**
 * The journeys that are due soon, in memory and in order, with those that somebody is at. What lies beyond its reach stays in the store's notes alone.
 *
 * <p>Who was looked at and waits for something outside rests, longer each time, and then takes turns with those that nobody has looked at yet: ten thousand
 * that wait keep nobody who could go.
 */
public final class Horizon {

    private record Entry(Instant at, String id) {
    }

    /** @param until in {@link #nanoTime} */
    private record Rest(long until, String id) {
    }

    /**
     * @param ids   each must be {@link #release}d
     * @param quiet how long nothing more will be due, unless news or another hour comes
     */
    record Taken(List<String> ids, Duration quiet) {
    }

    private static final Duration LONG = Duration.ofHours(1);
    private static final Comparator<Entry> EARLIEST_FIRST = Comparator.comparing(Entry::at).thenComparing(Entry::id);
    /** After so many looks that found nothing new a pause is doubled with each, up to the longest. */
    private static final int LOOKS_BEFORE_DOUBLING = 5;
    private static final long LONGEST_DOUBLED_MILLIS = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final TreeSet<Entry> order = new TreeSet<>(EARLIEST_FIRST);
    private final Map<String, Instant> dueById = new HashMap<>();
    /** Of {@link #order}, whoever may be taken as soon as it is due. */
    private final TreeSet<Entry> fresh = new TreeSet<>(EARLIEST_FIRST);
    /** Of {@link #order}, whoever waits for something outside. */
    private final TreeSet<Rest> resting = new TreeSet<>(Comparator.comparingLong(Rest::until).thenComparing(Rest::id));
    private final Map<String, Rest> restById = new HashMap<>();
    private final Map<String, Integer> restedBefore = new HashMap<>();
    private final Set<String> inWork = new HashSet<>();
    /** Changed while somebody was at it: look again. */
    private final Set<String> again = new HashSet<>();
    /** Known from the store's notes alone, which may be earlier than the truth. */
    private final Set<String> noted = new HashSet<>();
    private final LongSupplier nanoTime;
    private Instant reach = Instant.MAX;
    private boolean knocked;

    public Horizon() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    Horizon(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** When a journey is due next; empty when it has nothing left to do. A journey that changed is looked at at once if it is due. */
    public void put(String id, Optional<Instant> due) {
        lock.lock();
        try {
            forget(id);
            due.filter(at -> !at.isAfter(reach)).ifPresent(at -> {
                keep(id, at);
                knock();
            });
            if (inWork.contains(id)) {
                again.add(id);
            }
            noted.remove(id);
        } finally {
            lock.unlock();
        }
    }

    private void keep(String id, Instant at) {
        Entry entry = new Entry(at, id);
        dueById.put(id, at);
        order.add(entry);
        if (!inWork.contains(id)) {
            fresh.add(entry);
        }
    }

    private void forget(String id) {
        Instant at = dueById.remove(id);
        if (at != null) {
            Entry entry = new Entry(at, id);
            order.remove(entry);
            fresh.remove(entry);
        }
        endRest(id);
        restedBefore.remove(id);
    }

    private void endRest(String id) {
        Rest rest = restById.remove(id);
        if (rest != null) {
            resting.remove(rest);
        }
    }

    /** From the store's notes: only what is not known better. */
    void offer(String id, Instant at) {
        lock.lock();
        try {
            if (!dueById.containsKey(id)) {
                keep(id, at);
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

    /** Takes what is due and nobody is at, the earliest first; those that have rested get every other place. */
    Taken take(Instant now, int limit) {
        lock.lock();
        try {
            List<String> taken = new ArrayList<>();
            long nanos = nanoTime.getAsLong();
            while (taken.size() < limit) {
                boolean mayFresh = !fresh.isEmpty() && !fresh.first().at().isAfter(now);
                boolean mayRested = !resting.isEmpty() && resting.first().until() - nanos <= 0;
                if (!mayFresh && !mayRested) {
                    break;
                }
                boolean turnOfTheRested = taken.size() % 2 == 1;
                if (mayRested && (turnOfTheRested || !mayFresh)) {
                    String id = resting.first().id();
                    endRest(id);
                    taken.add(id);
                } else {
                    taken.add(fresh.pollFirst().id());
                }
            }
            inWork.addAll(taken);
            return new Taken(taken, quiet(now, nanos));
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is due and found no place is not asked about: who gives a place back knocks. */
    private Duration quiet(Instant now, long nanos) {
        Duration quiet = LONG;
        if (!fresh.isEmpty() && fresh.first().at().isAfter(now)) {
            quiet = shorter(quiet, Duration.between(now, fresh.first().at()));
        }
        if (!resting.isEmpty() && resting.first().until() - nanos > 0) {
            quiet = shorter(quiet, Duration.ofNanos(resting.first().until() - nanos));
        }
        return quiet;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** @param pauseMillis for one that waits for something outside; news of it ends the pause */
    void release(String id, long pauseMillis) {
        lock.lock();
        try {
            inWork.remove(id);
            boolean changed = again.remove(id);
            Instant at = dueById.get(id);
            if (at == null) {
                return;
            }
            if (changed || pauseMillis <= 0) {
                fresh.add(new Entry(at, id));
                return;
            }
            int doublings = Math.clamp(restedBefore.merge(id, 1, Integer::sum) - LOOKS_BEFORE_DOUBLING, 0, 10);
            long doubled = Math.min(LONGEST_DOUBLED_MILLIS, pauseMillis << doublings);
            Rest rest = new Rest(nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(Math.max(pauseMillis, doubled)), id);
            restById.put(id, rest);
            resting.add(rest);
        } finally {
            lock.unlock();
        }
    }

    /** What they all waited for may be there now. */
    void wakeAll() {
        lock.lock();
        try {
            restById.keySet().forEach(id -> fresh.add(new Entry(dueById.get(id), id)));
            restById.clear();
            resting.clear();
            restedBefore.clear();
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
