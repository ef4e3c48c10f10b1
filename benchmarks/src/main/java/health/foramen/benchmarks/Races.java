package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.load.Answer;
import health.foramen.benchmarks.load.Load;
import health.foramen.benchmarks.running.Caller;
import health.foramen.benchmarks.running.Opening;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Staff;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

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

        var token = suite.token(Person.DANA);
        int won = 0;
        long doubled = 0;
        long broken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                wanted = nextOpening(suite, permits.getFirst());
            }
            var winners = ConcurrentHashMap.<String>newKeySet();
            var outcome = race(suite, token, permits.subList(0, DESKS), wanted, winners);
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

    private static Load.Outcome race(RunningSuite suite, String token, List<String> permits, Opening wanted, Set<String> winners) throws InterruptedException {
        return sideBySide(suite, token, permits.size(), (desk, shot) -> {
            var answer = desk.post("/api/appointments", Map.of("permitId", permits.get(shot), "openingId", wanted.id()), UUID.randomUUID());
            if (answer.is(201)) {
                winners.add(permits.get(shot));
            }
            return answer;
        });
    }

    interface Shot {
        Answer fire(Caller desk, int shot);
    }

    /// So many desks, each with an open connection of its own, ask once and all at the same moment.
    static Load.Outcome sideBySide(RunningSuite suite, String token, int desks, Shot shot) throws InterruptedException {
        var line = new CyclicBarrier(desks);
        return new Load(desks, desks, Duration.ofMinutes(1)).run(201, _ -> {
            var desk = suite.bearing(token).ready();
            return new Load.Worker() {
                @Override
                public int fire(int number) throws Exception {
                    line.await(30, TimeUnit.SECONDS);
                    return shot.fire(desk, number).status();
                }

                @Override
                public void close() {
                    desk.close();
                }
            };
        });
    }
}
