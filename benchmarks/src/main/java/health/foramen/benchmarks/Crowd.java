package health.foramen.benchmarks;

import health.foramen.benchmarks.load.Answer;
import health.foramen.benchmarks.load.Load;
import health.foramen.benchmarks.running.Caller;
import health.foramen.benchmarks.running.RunningSuite;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/// Many connections in the name of one person, all through the gateway.
record Crowd(RunningSuite suite, String token) {

    /// As many desks, physicians and systems as ask at once in a busy chain of clinics.
    static final int CONNECTIONS = 16;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    interface Shot {
        Answer fire(Caller caller, int number) throws Exception;
    }

    /// Each asks as soon as it was answered.
    Load.Outcome asks(int wanted, int shots, Shot shot) throws InterruptedException {
        return asks(CONNECTIONS, wanted, shots, shot);
    }

    /// One after the other: what a single person waits.
    Load.Outcome oneAsks(int wanted, int shots, Shot shot) throws InterruptedException {
        return asks(1, wanted, shots, shot);
    }

    private Load.Outcome asks(int connections, int wanted, int shots, Shot shot) throws InterruptedException {
        return new Load(connections, shots, LIMIT).run(wanted, _ -> worker(suite.bearing(token).ready(), shot));
    }

    /// Each asks once, and all at the same moment.
    Load.Outcome allAtOnce(int callers, int wanted, Shot shot) throws InterruptedException {
        var line = new CyclicBarrier(callers);
        return new Load(callers, callers, LIMIT).run(wanted, _ -> worker(suite.bearing(token).ready(), (caller, number) -> {
            line.await(30, TimeUnit.SECONDS);
            return shot.fire(caller, number);
        }));
    }

    /// The floor: the gateway passes the question on, the service checks the token and refuses, since no door leads there.
    ///
    /// @param path beneath one of the service's, answered by nobody
    Load.Outcome isRefused(String path, int shots) throws InterruptedException {
        return asks(refusal(path), shots, (caller, _) -> caller.get(path));
    }

    /// The same for a single person.
    Load.Outcome oneIsRefused(String path, int shots) throws InterruptedException {
        return oneAsks(refusal(path), shots, (caller, _) -> caller.get(path));
    }

    private int refusal(String path) {
        int refusal;
        try (var first = suite.bearing(token)) {
            refusal = first.get(path).status();
        }
        if (refusal < 400 || refusal >= 500) {
            throw new IllegalStateException("%s was answered with %d, not refused".formatted(path, refusal));
        }
        return refusal;
    }

    private static Load.Worker worker(Caller caller, Shot shot) {
        return new Load.Worker() {
            @Override
            public int fire(int number) throws Exception {
                return shot.fire(caller, number).status();
            }

            @Override
            public void close() {
                caller.close();
            }
        };
    }
}
