package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.Permits.Permitted;
import health.foramen.benchmarks.running.LargeClinic;
import health.foramen.benchmarks.running.Patience;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Sandbox;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Notification-service with a backlog: it was away while thousands were booked, and now everybody should hear of it, once.
final class NotificationBenchmark implements Benchmark {

    private static final int TEXTS = 3_000;
    private static final int KILLS = 10;
    private static final String SERVICE = "notification-service";
    /// A backlog's first and last tenth are start-up and stragglers; the rate is that of what lies between.
    private static final double EDGE = 0.1;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_KILLS = Duration.ofMillis(1_500);

    @Override
    public String name() {
        return "notification";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws Exception {
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            suite.up();
            LargeClinic.open(suite, LocalDate.now());
            findings.part("a backlog of %d texts".formatted(TEXTS), () -> dispatching(suite, findings));
            findings.part("a backlog of %d texts and %d kills".formatted(TEXTS, KILLS), () -> kills(suite, findings));
        }
    }

    private static void dispatching(RunningSuite suite, Findings findings) throws Exception {
        try (var sandbox = suite.sandbox()) {
            int before = sandbox.accepted();
            bookWhileAway(suite, 1);
            long begun = System.nanoTime();
            suite.up();
            awaitAccepted(sandbox, before + (int) (TEXTS * EDGE));
            long from = System.nanoTime();
            int first = sandbox.accepted();
            awaitAccepted(sandbox, before + (int) (TEXTS * (1 - EDGE)));
            int last = sandbox.accepted();
            double seconds = (System.nanoTime() - from) / 1e9;
            awaitAccepted(sandbox, before + TEXTS);
            findings.note("from starting the service to the last text: %.1f s".formatted((System.nanoTime() - begun) / 1e9));
            findings.add(of("dispatched-per-s", (last - first) / seconds, "1/s"));
        }
    }

    private static void kills(RunningSuite suite, Findings findings) throws Exception {
        try (var sandbox = suite.sandbox()) {
            var booked = bookWhileAway(suite, 2);
            suite.up();
            for (int kill = 0; kill < KILLS; kill++) {
                Patience.pause(BETWEEN_KILLS);
                suite.kill(SERVICE);
                suite.up();
            }
            int sent = 0;
            int doubled = 0;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (var patient : booked) {
                int heard = heard(sandbox, patient, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
                sent += heard > 0 ? 1 : 0;
                doubled += Math.max(0, heard - 1);
            }
            findings.add(of("kill-sent", sent, "texts"));
            findings.add(of("kill-lost", booked.size() - sent, "texts"));
            findings.add(of("kill-doubled", doubled, "texts"));
        }
    }

    /// How many texts a patient has, once there is one or it takes too long.
    private static int heard(Sandbox sandbox, Permitted patient, Duration atMost) {
        try {
            return Patience.await("a text", atMost, () -> Optional.of(sandbox.texts(patient.patient().phone()).size()).filter(count -> count > 0));
        } catch (IllegalStateException never) {
            return 0;
        }
    }

    /// The service is away, its neighbours are not: everybody is booked and nobody hears of it yet.
    private static List<Permitted> bookWhileAway(RunningSuite suite, int month) throws Exception {
        var permits = Permits.forNewPatients(suite, TEXTS);
        var openings = Places.apart(suite, permits.getFirst().permitId(), TEXTS, 1 + 30 * (month - 1));
        suite.kill(SERVICE);
        var desks = new Crowd(suite, suite.token(Person.DANA));
        var booked = desks.asks(201, TEXTS, (desk, number) -> desk.post("/api/appointments",
                Map.of("permitId", permits.get(number).permitId(), "openingId", openings.get(number).id()), UUID.randomUUID()));
        if (booked.count(201) < TEXTS) {
            throw new IllegalStateException("Of %d bookings only these: %s".formatted(TEXTS, booked.statuses()));
        }
        return permits;
    }

    private static void awaitAccepted(Sandbox sandbox, int count) {
        Patience.await(count + " texts", PATIENCE, () -> Optional.of(sandbox.accepted()).filter(accepted -> accepted >= count));
    }
}
