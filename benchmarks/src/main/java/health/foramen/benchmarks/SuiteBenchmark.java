package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.load.Latencies;
import health.foramen.benchmarks.report.Figure;
import health.foramen.benchmarks.running.BareStores;
import health.foramen.benchmarks.running.Memory;
import health.foramen.benchmarks.running.Patience;
import health.foramen.benchmarks.running.Patient;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Sandbox;
import health.foramen.benchmarks.running.Staff;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The whole suite: how long until somebody can work with it, what it takes of the machine, how soon a patient hears, and whether
/// it keeps its word in a crowd and through power cuts.
final class SuiteBenchmark implements Benchmark {

    private static final int BOOKINGS = 250;
    /// A busy clinic books one in minutes; ten a second is a crowd, and still leaves each booking the machine to itself.
    private static final Duration BETWEEN_BOOKINGS = Duration.ofMillis(100);
    private static final int ROUND_TRIPS = 2_000;
    /// The business clock was not moved, so real and business time agree to what asking takes.
    private static final Duration SAME_TIME = Duration.ofMillis(500);

    /// What the stores alone cost on this machine, in this run.
    private record Floor(double upSeconds, double megabytes, double roundTripP99) {
    }

    @Override
    public String name() {
        return "suite";
    }

    @Override
    public List<String> parts() {
        return List.of("start", "text", "memory", "races", "kills");
    }

    @Override
    public void measure(Ground ground, Findings findings) throws Exception {
        if (findings.wants("start", "text", "memory", "races")) {
            fromTheFirstStart(ground, findings);
        }
        findings.part("kills", "power cuts during the story", () -> findings.add(PowerCuts.lostSteps(ground, findings)));
    }

    private static void fromTheFirstStart(Ground ground, Findings findings) throws Exception {
        var floors = new ArrayList<Floor>();
        findings.common("the floor: the bare store and broker", () -> floors.add(floor(ground)));
        if (floors.isEmpty()) {
            return;
        }
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            if (findings.wants("text", "memory", "races") && !findings.wants("start")) {
                suite.up();
            }
            findings.part("start", "from the command to the first booking, demo clinic included", () -> findings.add(firstBooking(suite).beside(floors.getFirst().upSeconds())));
            findings.part("text", "from a booking to the patient's text", () -> findings.add(bookingToText(suite, findings).beside(floors.getFirst().roundTripP99())));
            findings.part("memory", "all processes, after that", () -> findings.add(of("memory-mb", Memory.of(suite.processes()), "MB").beside(floors.getFirst().megabytes())));
            findings.part("races", "desks race for one opening, from a cold start", () -> Races.oneOpening(suite, findings));
        }
    }

    private static Floor floor(Ground ground) throws Exception {
        List<String> mongo;
        List<String> kafka;
        // This start also lays out and trains what was built since the last one: the figures are those of a built suite.
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            suite.up();
            mongo = BareStores.command(suite, "mongo");
            kafka = BareStores.command(suite, "kafka");
        }
        long begun = System.nanoTime();
        try (var stores = BareStores.start(mongo, kafka, ground.floorPort())) {
            double up = (System.nanoTime() - begun) / 1e9;
            var roundTrips = stores.roundTrips(ROUND_TRIPS);
            return new Floor(up, Memory.of(stores.processes()), roundTrips.p(99));
        }
    }

    private static Figure firstBooking(RunningSuite suite) throws Exception {
        long begun = System.nanoTime();
        suite.up();
        try (var staff = new Staff(suite)) {
            var permitId = staff.permitFor(Patient.next());
            staff.book(permitId, staff.openings(permitId, LocalDate.now(), 1).getFirst(), UUID.randomUUID()).expect(201);
        }
        return of("up-to-first-booking-s", (System.nanoTime() - begun) / 1e9, "s");
    }

    private static Figure bookingToText(RunningSuite suite, Findings findings) throws Exception {
        var booked = new LinkedHashMap<String, Instant>();
        try (var sandbox = suite.sandbox()) {
            requireUnmovedClock(sandbox);
            var permits = Permits.forNewPatients(suite, BOOKINGS);
            try (var staff = new Staff(suite)) {
                long next = System.nanoTime();
                for (var permit : permits) {
                    Patience.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                    next += BETWEEN_BOOKINGS.toNanos();
                    if (bookSomewhere(staff, permit.permitId(), booked.size())) {
                        booked.put(permit.patient().phone(), Instant.now());
                    }
                }
            }
            var heard = Patience.await("a text for each of %d bookings".formatted(booked.size()), Duration.ofSeconds(60),
                    () -> Optional.of(sandbox.firstTexts()).filter(texts -> texts.keySet().containsAll(booked.keySet())));
            var latencies = new Latencies();
            booked.forEach((phone, at) -> latencies.record(positive(Duration.between(at, heard.get(phone)))));
            findings.note("%d bookings, p50 %.1f ms, slowest %.1f ms".formatted(latencies.count(), latencies.p(50), latencies.p(100)));
            if (latencies.count() < 200) {
                throw new IllegalStateException("Only %d bookings found a place".formatted(latencies.count()));
            }
            return of("booking-to-text-p99-ms", latencies.p(99), "ms");
        }
    }

    /// A text may overtake the answer that the booking stands.
    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static boolean bookSomewhere(Staff staff, String permitId, int number) {
        for (var opening : staff.openings(permitId, LocalDate.now().plusDays(1 + number % 20), 5)) {
            if (staff.book(permitId, opening, UUID.randomUUID()).is(201)) {
                return true;
            }
        }
        return false;
    }

    private static void requireUnmovedClock(Sandbox sandbox) {
        if (Duration.between(Instant.now(), sandbox.now()).abs().compareTo(SAME_TIME) > 0) {
            throw new IllegalStateException("Business time is not real time");
        }
    }
}
