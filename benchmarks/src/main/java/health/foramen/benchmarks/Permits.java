package health.foramen.benchmarks;

import health.foramen.benchmarks.load.Load;
import health.foramen.benchmarks.running.Patient;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Staff;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// Patients whom the desk may book: each was referred and accepted like any other.
final class Permits {

    private static final int SIDE_BY_SIDE = 8;

    record Permitted(Patient patient, String permitId) {
    }

    private Permits() {
    }

    static List<Permitted> forNewPatients(RunningSuite suite, int count) throws InterruptedException {
        return forNewPatients(suite, count, Patient::next);
    }

    static List<Permitted> forNewPatients(RunningSuite suite, int count, Supplier<Patient> patients) throws InterruptedException {
        var permits = new ConcurrentLinkedQueue<Permitted>();
        var failures = new ConcurrentLinkedQueue<Exception>();
        new Load(SIDE_BY_SIDE, count, Duration.ofMinutes(10)).run(201, _ -> {
            var staff = new Staff(suite);
            return new Load.Worker() {
                @Override
                public int fire(int shot) {
                    var patient = patients.get();
                    try {
                        permits.add(new Permitted(patient, staff.permitFor(patient)));
                        return 201;
                    } catch (RuntimeException e) {
                        failures.add(e);
                        throw e;
                    }
                }

                @Override
                public void close() {
                    staff.close();
                }
            };
        });
        if (permits.size() < count) {
            throw new IllegalStateException("Only %d of %d permits were granted".formatted(permits.size(), count), failures.peek());
        }
        return List.copyOf(permits);
    }
}
