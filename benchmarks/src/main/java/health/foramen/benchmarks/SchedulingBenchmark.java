package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.load.Load;
import health.foramen.benchmarks.running.Caller;
import health.foramen.benchmarks.running.LargeClinic;
import health.foramen.benchmarks.running.Opening;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Staff;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Scheduling-service through the gateway: booking and searching under load, everybody after the same opening, and the first minute
/// of a month that was just published.
final class SchedulingBenchmark implements Benchmark {

    private static final int CONNECTIONS = 16;
    private static final int WARM_UP = 1_000;
    private static final int APPOINTMENTS = 10_000;
    private static final int SEARCHES = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MINUTES_OF_A_PROCEDURE = 30;

    private static final int HERD = 500;
    private static final int HERD_OPENINGS = 50;

    /// No door leads here: the gateway and the service take the question, check the token and refuse. That is the floor.
    private static final String NOTHING = "/api/blocks/nothing";
    private static final int REFUSED = 403;

    @Override
    public String name() {
        return "scheduling";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws Exception {
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            suite.up();
            LargeClinic.open(suite, LocalDate.now());
            findings.part("booking and searching", () -> bookingAndSearching(suite, findings));
        }
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            suite.up();
            LargeClinic.open(suite, LocalDate.now());
            findings.part("desks race for one opening, from a cold start", () -> Races.oneOpening(suite, findings));
            findings.part("nine o'clock: %d desks, %d openings, from a cold start".formatted(HERD, HERD_OPENINGS), () -> herd(suite, findings));
        }
    }

    private static void bookingAndSearching(RunningSuite suite, Findings findings) throws Exception {
        var permits = Permits.forNewPatients(suite, APPOINTMENTS + 1).stream().map(Permits.Permitted::permitId).toList();
        var searching = permits.getLast();
        var openings = openings(suite, searching);
        var token = suite.token(Person.DANA);

        booking(suite, token, permits, openings, 0, WARM_UP);
        var floor = new Load(CONNECTIONS, APPOINTMENTS, LIMIT).run(REFUSED, _ -> asking(suite.bearing(token), _ -> NOTHING));
        var booked = booking(suite, token, permits, openings, WARM_UP, APPOINTMENTS - WARM_UP);
        findings.note("bookings: " + booked.statuses());
        findings.add(of("bookings-per-s", booked.perSecond(201), "1/s").beside(floor.perSecond(REFUSED)));
        findings.add(of("booking-p99-ms", booked.latencies().p(99), "ms").beside(floor.latencies().p(99)));

        var today = LocalDate.now();
        var searched = new Load(CONNECTIONS, SEARCHES, LIMIT).run(200, _ -> asking(suite.bearing(token), shot ->
                "/api/openings?permitId=%s&from=%s&to=%s".formatted(searching, today.plusDays(1 + shot % 30), today.plusDays(LargeClinic.DAYS))));
        findings.note("searches: " + searched.statuses());
        findings.add(of("openings-per-s", searched.perSecond(200), "1/s").beside(floor.perSecond(REFUSED)));
        findings.add(of("openings-p99-ms", searched.latencies().p(99), "ms").beside(floor.latencies().p(99)));
        suite.breaches().forEach(findings::note);
    }

    private static Load.Outcome booking(RunningSuite suite, String token, List<String> permits, List<Opening> openings, int from, int count) throws InterruptedException {
        return new Load(CONNECTIONS, count, LIMIT).run(201, _ -> {
            var desk = suite.bearing(token).ready();
            return new Load.Worker() {
                @Override
                public int fire(int shot) {
                    return desk.post("/api/appointments", Map.of("permitId", permits.get(from + shot), "openingId", openings.get(from + shot).id()), UUID.randomUUID()).status();
                }

                @Override
                public void close() {
                    desk.close();
                }
            };
        });
    }

    @FunctionalInterface
    private interface Question {
        String path(int shot);
    }

    private static Load.Worker asking(Caller caller, Question question) throws Exception {
        caller.ready();
        return new Load.Worker() {
            @Override
            public int fire(int shot) {
                return caller.get(question.path(shot)).status();
            }

            @Override
            public void close() {
                caller.close();
            }
        };
    }

    /// As many places as there are appointments to make, no two in one room at one time, all days and sites mixed.
    private static List<Opening> openings(RunningSuite suite, String permitId) {
        var places = new ArrayList<Opening>();
        try (var staff = new Staff(suite)) {
            for (int day = 1; day <= LargeClinic.DAYS; day++) {
                for (int site = 0; site < LargeClinic.SITES; site++) {
                    places.addAll(apart(staff.openingsAt(permitId, LargeClinic.site(site), LocalDate.now().plusDays(day))));
                }
            }
        }
        if (places.size() < APPOINTMENTS) {
            throw new IllegalStateException("Only %d places for %d appointments".formatted(places.size(), APPOINTMENTS));
        }
        Collections.shuffle(places, new Random(1));
        return places;
    }

    private static List<Opening> apart(List<Opening> found) {
        var taken = new HashSet<String>();
        return found.stream().filter(one -> one.localStart().getMinute() % MINUTES_OF_A_PROCEDURE == 0 && taken.add(one.room() + one.localStart())).toList();
    }

    private static void herd(RunningSuite suite, Findings findings) throws Exception {
        var permits = Permits.forNewPatients(suite, HERD).stream().map(Permits.Permitted::permitId).toList();
        List<Opening> wanted;
        try (var staff = new Staff(suite)) {
            wanted = apart(staff.openingsAt(permits.getFirst(), LargeClinic.site(0), LocalDate.now().plusDays(2))).stream().limit(HERD_OPENINGS).toList();
        }
        if (wanted.size() < HERD_OPENINGS) {
            throw new IllegalStateException("Only %d openings for the herd".formatted(wanted.size()));
        }
        suite.down();
        suite.up();
        var token = suite.token(Person.DANA);
        var outcome = Races.sideBySide(suite, token, HERD, (desk, shot) -> desk.post("/api/appointments",
                Map.of("permitId", permits.get(shot), "openingId", wanted.get(shot % HERD_OPENINGS).id()), UUID.randomUUID()));
        findings.note("herd: " + outcome.statuses());
        findings.add(of("herd-booked", outcome.count(201), "bookings"));
        findings.add(of("herd-5xx", outcome.serverErrors() + outcome.count(0), "answers"));
    }
}
