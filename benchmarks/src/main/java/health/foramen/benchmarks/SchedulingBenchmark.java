package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.load.Load;
import health.foramen.benchmarks.running.LargeClinic;
import health.foramen.benchmarks.running.PastYears;
import health.foramen.benchmarks.running.Patience;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Scheduling-service through the gateway: booking and searching under load, everybody after the same opening, and the first minute
/// of a month that was just published.
final class SchedulingBenchmark implements Benchmark {

    private static final int WARM_UP = 1_000;
    private static final int APPOINTMENTS = 10_000;
    private static final int SEARCHES = 10_000;
    private static final int PAST = 100_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final int HERD = 500;
    private static final int HERD_OPENINGS = 50;

    private static final String NOTHING = "/api/blocks/nothing";

    @Override
    public String name() {
        return "scheduling";
    }

    @Override
    public List<String> parts() {
        return List.of("bookings", "races", "herd", "kafka-down", "mail-hanging");
    }

    @Override
    public void measure(Ground ground, Findings findings) throws Exception {
        if (findings.wants("bookings")) {
            inALargeClinic(ground, suite -> findings.part("bookings", "and searching among them", () -> bookingAndSearching(suite, findings)));
        }
        if (findings.wants("races", "herd", "kafka-down", "mail-hanging")) {
            inALargeClinic(ground, suite -> moments(suite, findings));
        }
    }

    private interface Measuring {
        void on(RunningSuite suite) throws Exception;
    }

    private static void inALargeClinic(Ground ground, Measuring measuring) throws Exception {
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            suite.up();
            LargeClinic.open(suite, LocalDate.now());
            measuring.on(suite);
        }
    }

    private static void moments(RunningSuite suite, Findings findings) throws Exception {
        findings.part("races", "desks race for one opening, for parts of it, for the last bay and against its closing, from a cold start", () -> Races.all(suite, findings));
        findings.part("herd", "nine o'clock, %d desks, %d openings, from a cold start".formatted(HERD, HERD_OPENINGS), () -> herd(suite, findings));
        findings.part("kafka-down", "booking while the broker is away", () -> Outages.brokerAway(suite, findings));
        findings.part("mail-hanging", "booking while the mail server hangs", () -> Outages.mailHanging(suite, findings));
    }

    private static void bookingAndSearching(RunningSuite suite, Findings findings) throws Exception {
        var permits = Permits.forNewPatients(suite, APPOINTMENTS + 1).stream().map(Permits.Permitted::permitId).toList();
        var searching = permits.getLast();
        var openings = Places.apart(suite, searching, APPOINTMENTS, 1);
        var desks = new Crowd(suite, suite.token(Person.DANA));

        Crowd.Shot booking = (desk, number) -> desk.post("/api/appointments",
                Map.of("permitId", permits.get(number), "openingId", openings.get(number).id()), UUID.randomUUID());
        desks.asks(201, WARM_UP, booking);
        var floor = desks.isRefused(NOTHING, APPOINTMENTS);
        var booked = desks.asks(201, APPOINTMENTS - WARM_UP, (desk, number) -> booking.fire(desk, WARM_UP + number));
        findings.note("bookings: " + booked.statuses());
        findings.add(of("bookings-per-s", booked.perSecond(), "1/s").beside(floor.perSecond()));
        findings.add(of("booking-p99-ms", booked.latencies().p(99), "ms").beside(floor.latencies().p(99)));

        awaitQuiet(suite);
        search(desks, searching, WARM_UP);
        var searched = search(desks, searching, SEARCHES);
        findings.note("searches: " + searched.statuses());
        findings.add(of("openings-per-s", searched.perSecond(), "1/s").beside(floor.perSecond()));
        findings.add(of("openings-p99-ms", searched.latencies().p(99), "ms").beside(floor.latencies().p(99)));
        suite.breaches().forEach(findings::note);

        findings.note("%,d documents of the past".formatted(PastYears.store(suite.mongoUri(), LargeClinic.DAYS + 1, PAST / APPOINTMENTS)));
        search(desks, searching, WARM_UP);
        var behind = search(desks, searching, SEARCHES);
        findings.note("searches with %,d past appointments: %s".formatted(PAST, behind.statuses()));
        findings.add(of("openings-100k-ratio", behind.perSecond() / searched.perSecond(), "of openings-per-s"));

        var began = System.nanoTime();
        suite.breaches().forEach(findings::note);
        findings.add(of("check-100k-s", (System.nanoTime() - began) / 1e9, "s"));
    }

    /// What the bookings set going, texts above all, is another figure's.
    private static void awaitQuiet(RunningSuite suite) {
        try (var sandbox = suite.sandbox()) {
            var last = new AtomicInteger(-1);
            Patience.await("the end of the texts", Duration.ofMinutes(9), () -> {
                Patience.pause(BETWEEN_LOOKS);
                int accepted = sandbox.accepted();
                return last.getAndSet(accepted) == accepted ? Optional.of(accepted) : Optional.empty();
            });
        }
    }

    private static Load.Outcome search(Crowd desks, String permitId, int times) throws InterruptedException {
        var today = LocalDate.now();
        return desks.asks(200, times, (desk, number) -> desk.get("/api/openings?permitId=%s&from=%s&to=%s"
                .formatted(permitId, today.plusDays(1 + number % 30), today.plusDays(LargeClinic.DAYS))));
    }

    private static void herd(RunningSuite suite, Findings findings) throws Exception {
        var permits = Permits.forNewPatients(suite, HERD).stream().map(Permits.Permitted::permitId).toList();
        var wanted = Places.apart(suite, permits.getFirst(), HERD_OPENINGS, 2);
        suite.down();
        suite.up();
        var outcome = new Crowd(suite, suite.token(Person.DANA)).allAtOnce(HERD, 201, (desk, number) -> desk.post("/api/appointments",
                Map.of("permitId", permits.get(number), "openingId", wanted.get(number % HERD_OPENINGS).id()), UUID.randomUUID()));
        findings.note("herd: " + outcome.statuses());
        findings.add(of("herd-booked", outcome.count(201), "bookings"));
        findings.add(of("herd-5xx", outcome.serverErrors() + outcome.count(0), "answers"));
    }
}
