package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.running.Opening;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Staff;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody wants the same opening at the same moment. One gets it; all others hear that it is gone.
final class Races {

    private static final int DESKS = 50;
    private static final int ROUNDS = 20;

    private Races() {
    }

    /// The suite is started anew before the first round: no request has warmed it.
    static void oneOpening(RunningSuite suite, Benchmark.Findings findings) throws Exception {
        var permits = new ArrayList<>(Permits.forNewPatients(suite, DESKS + ROUNDS).stream().map(Permits.Permitted::permitId).toList());
        Opening wanted = nextOpening(suite, permits.getFirst());
        suite.down();
        suite.up();

        var desks = new Crowd(suite, suite.token(Person.DANA));
        int won = 0;
        long doubled = 0;
        long broken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                wanted = nextOpening(suite, permits.getFirst());
            }
            var winners = ConcurrentHashMap.<String>newKeySet();
            var racing = List.copyOf(permits.subList(0, DESKS));
            var place = wanted.id();
            var outcome = desks.allAtOnce(DESKS, 201, (desk, number) -> {
                var answer = desk.post("/api/appointments", Map.of("permitId", racing.get(number), "openingId", place), UUID.randomUUID());
                if (answer.is(201)) {
                    winners.add(racing.get(number));
                }
                return answer;
            });
            permits.removeAll(winners);
            won += outcome.count(201) == 1 && outcome.count(409) == DESKS - 1 ? 1 : 0;
            doubled += Math.max(0, outcome.count(201) - 1);
            broken += outcome.serverErrors() + outcome.count(0);
            if (outcome.count(201) != 1 || outcome.count(409) != DESKS - 1) {
                findings.note("round %d: %s".formatted(round + 1, outcome.statuses()));
            }
        }
        var breaches = suite.breaches();
        breaches.forEach(findings::note);
        findings.add(of("race-rounds", ROUNDS, "rounds"));
        findings.add(of("race-rounds-won", won, "rounds"));
        findings.add(of("race-double-bookings", (double) doubled + breaches.size(), "bookings"));
        findings.add(of("race-5xx", broken, "answers"));
    }

    private static Opening nextOpening(RunningSuite suite, String permitId) {
        try (var staff = new Staff(suite)) {
            return staff.openings(permitId, LocalDate.now().plusDays(2), 1).getFirst();
        }
    }
}
