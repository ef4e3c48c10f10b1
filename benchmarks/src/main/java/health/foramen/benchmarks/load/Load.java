package health.foramen.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// So many workers, each asking as soon as it was answered, until the count or the time is used up.
public record Load(int workers, int shots, Duration limit) {

    /// One worker's turns. Made once per worker, on its thread; `fire` is told which of all shots it is.
    public interface Worker extends AutoCloseable {

        /// The status of the answer.
        int fire(int shot) throws Exception;

        @Override
        default void close() {
        }
    }

    @FunctionalInterface
    public interface Workers {
        Worker hire(int number) throws Exception;
    }

    /// @param wanted   the status whose latencies and rate are told
    /// @param statuses how often each status was answered; 0 stands for no answer at all
    /// @param took     from the common start to the last answer
    public record Outcome(int wanted, Latencies latencies, Map<Integer, Long> statuses, Duration took) {

        public long count(int status) {
            return statuses.getOrDefault(status, 0L);
        }

        public long serverErrors() {
            return statuses.entrySet().stream().filter(entry -> entry.getKey() >= 500).mapToLong(Map.Entry::getValue).sum();
        }

        public double perSecond() {
            return count(wanted) / (took.toNanos() / 1e9);
        }
    }

    public Load {
        if (workers < 1 || shots < 1 || limit.isNegative() || limit.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("A load has workers, shots, and ends within ten minutes");
        }
    }

    /// Runs it. All workers are ready before the first one fires. The latencies are those of the wanted status.
    public Outcome run(int wanted, Workers hiring) throws InterruptedException {
        var latencies = new Latencies();
        var statuses = new ConcurrentHashMap<Integer, LongAdder>();
        var next = new AtomicInteger();
        var ready = new CountDownLatch(workers);
        var go = new CountDownLatch(1);
        long[] began = new long[1];
        var turns = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < workers; number++) {
                int mine = number;
                turns.add(threads.submit(() -> {
                    try (var worker = hiring.hire(mine)) {
                        ready.countDown();
                        go.await();
                        for (int shot = next.getAndIncrement(); shot < shots && System.nanoTime() - began[0] < limit.toNanos(); shot = next.getAndIncrement()) {
                            long from = System.nanoTime();
                            int status = statusOf(worker, shot);
                            if (status == wanted) {
                                latencies.record(Duration.ofNanos(System.nanoTime() - from));
                            }
                            statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
                        }
                    } finally {
                        ready.countDown();
                    }
                    return null;
                }));
            }
            ready.await();
            began[0] = System.nanoTime();
            go.countDown();
        }
        var took = Duration.ofNanos(System.nanoTime() - began[0]);
        for (var turn : turns) {
            if (turn.state() == Future.State.FAILED) {
                throw new IllegalStateException("A worker could not begin", turn.exceptionNow());
            }
        }
        var counted = new TreeMap<Integer, Long>();
        statuses.forEach((status, times) -> counted.put(status, times.sum()));
        return new Outcome(wanted, latencies, counted, took);
    }

    private static int statusOf(Worker worker, int shot) throws InterruptedException {
        try {
            return worker.fire(shot);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception _) {
            return 0;
        }
    }
}
