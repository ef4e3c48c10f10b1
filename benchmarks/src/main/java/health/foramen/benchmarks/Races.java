package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.load.Answer;
import health.foramen.benchmarks.running.Caller;
import health.foramen.benchmarks.running.LargeClinic;
import health.foramen.benchmarks.running.Opening;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Staff;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody wants the same at the same moment: one opening (its clinician, room and device), two that overlap by half, the last bay of a site from
/// different rooms, the one C-arm that all rooms of a site share, and an opening whose block is being closed. One gets it; all others hear that it is gone.
final class Races {

    private static final int DESKS = 50;
    private static final int ROUNDS = 20;
    private static final int CLOSINGS = 5;
    /// From then on, a day for each round: none meets what another left.
    private static final int FIRST_DAY = 2;

    private final RunningSuite suite;
    private final Benchmark.Findings findings;
    private final List<String> permits;
    private int rounds;
    private int won;
    private long doubled;
    private long broken;

    private Races(RunningSuite suite, Benchmark.Findings findings, List<String> permits) {
        this.suite = suite;
        this.findings = findings;
        this.permits = permits;
    }

    /// The suite is started anew before the first round: no request has warmed it.
    static void oneOpening(RunningSuite suite, Benchmark.Findings findings) throws Exception {
        var races = new Races(suite, findings, permits(suite, ROUNDS));
        races.fromAColdStart();
        races.tell();
    }

    /// As above, then for the parts of an opening.
    static void all(RunningSuite suite, Benchmark.Findings findings) throws Exception {
        LargeClinic.openWithOneBay(suite, LocalDate.now());
        LargeClinic.openWithOneDevice(suite, LocalDate.now());
        var races = new Races(suite, findings, permits(suite, 4 * ROUNDS + CLOSINGS));
        races.fromAColdStart();
        for (int round = 0; round < ROUNDS; round++) {
            races.race("half of it", halves(races.at(LargeClinic.site(1), round)));
        }
        for (int round = 0; round < ROUNDS; round++) {
            races.race("the last bay", races.together(LargeClinic.ONE_BAY, round));
        }
        for (int round = 0; round < ROUNDS; round++) {
            races.race("the device that the rooms share", races.together(LargeClinic.ONE_DEVICE, round));
        }
        for (int round = 0; round < CLOSINGS; round++) {
            races.closing(races.at(LargeClinic.site(2), round).getFirst());
        }
        races.tell();
    }

    private static List<String> permits(RunningSuite suite, int rounds) throws InterruptedException {
        return new ArrayList<>(Permits.forNewPatients(suite, DESKS + rounds).stream().map(Permits.Permitted::permitId).toList());
    }

    private void fromAColdStart() throws InterruptedException {
        var first = anywhere();
        suite.down();
        suite.up();
        for (int round = 0; round < ROUNDS; round++) {
            race("one opening", List.of(round == 0 ? first : anywhere()));
        }
    }

    private void tell() {
        var breaches = suite.breaches();
        breaches.forEach(findings::note);
        findings.add(of("race-rounds", rounds, "rounds"));
        findings.add(of("race-rounds-won", won, "rounds"));
        findings.add(of("race-double-bookings", (double) doubled + breaches.size(), "bookings"));
        findings.add(of("race-5xx", broken, "answers"));
    }

    /// Desk by desk another of the wanted.
    private void race(String what, List<Opening> wanted) throws InterruptedException {
        var winners = ConcurrentHashMap.<String>newKeySet();
        var racing = List.copyOf(permits.subList(0, DESKS));
        var outcome = new Crowd(suite, suite.token(Person.DANA)).allAtOnce(DESKS, 201, (desk, number) ->
                book(desk, racing.get(number), wanted.get(number % wanted.size()), winners));
        permits.removeAll(winners);
        rounds++;
        won += outcome.count(201) == 1 && outcome.count(409) == DESKS - 1 ? 1 : 0;
        doubled += Math.max(0, outcome.count(201) - 1);
        broken += outcome.serverErrors() + outcome.count(0);
        if (outcome.count(201) != 1 || outcome.count(409) != DESKS - 1) {
            findings.note("%s, round %d: %s".formatted(what, rounds, outcome.statuses()));
        }
    }

    /// The last desk closes the block instead. Whoever was booked stands in its list; nobody comes after.
    private void closing(Opening wanted) throws InterruptedException {
        var winners = ConcurrentHashMap.<String>newKeySet();
        var racing = List.copyOf(permits.subList(0, DESKS - 1));
        var administrator = suite.token(Person.ALEX);
        var outcome = new Crowd(suite, suite.token(Person.DANA)).allAtOnce(DESKS, 201, (desk, number) -> {
            if (number < DESKS - 1) {
                return book(desk, racing.get(number), wanted, winners);
            }
            try (var alex = suite.bearing(administrator)) {
                return alex.post("/api/blocks/close", Map.of("site", wanted.siteId(), "date", wanted.localStart().toLocalDate().toString(),
                        "block", LargeClinic.block(wanted), "because", "clinician-ill"));
            }
        });
        permits.removeAll(winners);
        rounds++;
        boolean fair = outcome.count(200) == 1 && outcome.count(201) <= 1 && outcome.count(201) + outcome.count(409) == DESKS - 1;
        won += fair ? 1 : 0;
        doubled += Math.max(0, outcome.count(201) - 1);
        broken += outcome.serverErrors() + outcome.count(0);
        if (!fair) {
            findings.note("closing, round %d: %s".formatted(rounds, outcome.statuses()));
        }
    }

    private static Answer book(Caller desk, String permit, Opening wanted, Set<String> winners) {
        var answer = desk.post("/api/appointments", Map.of("permitId", permit, "openingId", wanted.id()), UUID.randomUUID());
        if (answer.is(201)) {
            winners.add(permit);
        }
        return answer;
    }

    /// The first opening of a room, and the one that begins a quarter of an hour later there.
    private static List<Opening> halves(List<Opening> openings) {
        Opening whole = openings.getFirst();
        Optional<Opening> later = openings.stream().filter(o -> o.room().equals(whole.room()) && o.localStart().equals(whole.localStart().plusMinutes(15))).findFirst();
        return List.of(whole, later.orElseThrow(() -> new IllegalStateException("Nothing begins a quarter of an hour after " + whole)));
    }

    /// The next that is free, wherever it is.
    private Opening anywhere() {
        try (var staff = new Staff(suite)) {
            return staff.openings(permits.getFirst(), LocalDate.now().plusDays(FIRST_DAY), 1).getFirst();
        }
    }

    /// Those of the first hour, each in another room and with another clinician.
    private List<Opening> together(String site, int round) {
        var wanted = at(site, round);
        return wanted.stream().filter(o -> o.localStart().equals(wanted.getFirst().localStart())).toList();
    }

    private List<Opening> at(String site, int round) {
        try (var staff = new Staff(suite)) {
            return staff.openingsAt(permits.getFirst(), site, LocalDate.now().plusDays(FIRST_DAY + round));
        }
    }
}
