package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.running.Opening;
import health.foramen.benchmarks.running.Patience;
import health.foramen.benchmarks.running.Patient;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Sandbox;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// A desk should not feel that somebody behind it is ill: booking, with a neighbour away or slow, against booking as usual. Measured in
/// pairs, one right after the other, since a machine's mood changes within minutes; told as the median of the pairs' ratios.
final class Outages {

    private static final int PAIRS = 5;
    private static final int BOOKINGS = 300;
    private static final int FIRST_DAY = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private interface Outage {
        void begin();

        void end();
    }

    private Outages() {
    }

    static void brokerAway(RunningSuite suite, Benchmark.Findings findings) throws Exception {
        measure("booking-p99-ratio-kafka-down", suite, findings, new Outage() {
            @Override
            public void begin() {
                suite.kill("kafka");
            }

            @Override
            public void end() {
                suite.up();
            }
        });
    }

    /// The mail server takes the call and says nothing for three seconds.
    static void mailHanging(RunningSuite suite, Benchmark.Findings findings) throws Exception {
        try (var sandbox = suite.sandbox()) {
            measure("booking-p99-ratio-mail-hanging", suite, findings, new Outage() {
                @Override
                public void begin() {
                    sandbox.faults(List.of(Map.of("kind", "mail-hangs", "millis", 3_000)));
                }

                @Override
                public void end() {
                    sandbox.faults(List.of());
                }
            });
        }
    }

    private static void measure(String figure, RunningSuite suite, Benchmark.Findings findings, Outage outage) throws Exception {
        var permits = Permits.forNewPatients(suite, 2 * PAIRS * BOOKINGS, Patient::nextWhoReadsMail);
        var openings = Places.apart(suite, permits.getFirst().permitId(), permits.size(), FIRST_DAY).iterator();
        var ratios = new double[PAIRS];
        try (var sandbox = suite.sandbox()) {
            for (int pair = 0; pair < PAIRS; pair++) {
                int expected = sandbox.accepted() + 2 * BOOKINGS;
                double usual = p99(suite, permits.subList(2 * pair * BOOKINGS, (2 * pair + 1) * BOOKINGS), openings, findings);
                outage.begin();
                double ill = p99(suite, permits.subList((2 * pair + 1) * BOOKINGS, 2 * (pair + 1) * BOOKINGS), openings, findings);
                outage.end();
                ratios[pair] = ill / usual;
                findings.note("pair %d: %.1f ms as usual, %.1f ms".formatted(pair + 1, usual, ill));
                awaitQuiet(sandbox, expected);
            }
        }
        Arrays.sort(ratios);
        findings.add(of(figure, ratios[PAIRS / 2], "times"));
    }

    /// What piled up is worked off before the next pair begins.
    private static void awaitQuiet(Sandbox sandbox, int expected) {
        Patience.await(expected + " texts", PATIENCE, () -> Optional.of(sandbox.accepted()).filter(accepted -> accepted >= expected));
    }

    private static double p99(RunningSuite suite, List<Permits.Permitted> permits, Iterator<Opening> openings, Benchmark.Findings findings) throws InterruptedException {
        var wishes = IntStream.range(0, permits.size()).mapToObj(number ->
                Map.of("permitId", permits.get(number).permitId(), "openingId", openings.next().id())).toList();
        var booked = new Crowd(suite, suite.token(Person.DANA)).asks(201, wishes.size(), (desk, number) ->
                desk.post("/api/appointments", wishes.get(number), UUID.randomUUID()));
        if (booked.count(201) < wishes.size()) {
            findings.note("answers: " + booked.statuses());
        }
        return booked.latencies().p(99);
    }
}
