package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.load.Load;
import health.foramen.benchmarks.running.BareStores;
import health.foramen.benchmarks.running.Patient;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.json.JsonMapper;

/// The rules alone, and referral-service through the gateway: submissions under load, and what a clinician waits for the worklist when few and when many
/// referrals were ever stored.
final class ReferralBenchmark implements Benchmark {

    private static final int OPEN = 200;
    private static final int FEW = 1_000;
    private static final int MANY = 20_000;
    /// The compilers have done with the path by then.
    private static final int WARM_UP = 4_000;
    private static final int MEASURED = 5_000;
    private static final int AT_ONCE = 2_000;
    private static final int LOOKS = 200;
    private static final int INPUTS = 12_000;
    private static final String NOTHING = "/api/findings/nothing";

    @Override
    public String name() {
        return "referral";
    }

    @Override
    public List<String> parts() {
        return List.of("findings", "submissions", "fuzz");
    }

    @Override
    public void measure(Ground ground, Findings findings) throws Exception {
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            suite.up();
            findings.part("findings", "the rules, in process", () -> rules(suite, findings));
            findings.part("submissions", "a crowd of physicians, and the worklist", () -> submissionsAndWorklist(suite, findings));
            findings.part("fuzz", "whatever is sent", () -> whateverIsSent(suite, findings));
        }
    }

    /// The jar of the service that runs, under its flags, by another entrance: one referral against 200 rules, without network and store.
    private static void rules(RunningSuite suite, Findings findings) throws Exception {
        var running = BareStores.command(suite, "referral-service");
        var command = new ArrayList<>(running.subList(0, running.indexOf("-jar")).stream().filter(word -> !word.startsWith("-XX:AOT")).toList());
        command.addAll(List.of("-cp", running.get(running.indexOf("-jar") + 1), "health.foramen.referral.FindingsStopwatch"));
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The stopwatch ended with " + process.exitValue() + ": " + said);
            }
            var measured = JsonMapper.shared().readTree(said);
            findings.note("rules: " + measured);
            findings.add(of("findings-p99-ms", measured.required("p99Ms").asDouble(), "ms").beside(measured.required("floorMs").asDouble()));
        } finally {
            process.destroy();
        }
    }

    private static void submissionsAndWorklist(RunningSuite suite, Findings findings) throws Exception {
        var physicians = new Crowd(suite, suite.token(Person.DR_AMIN));
        var clinicians = new Crowd(suite, suite.token(Person.DR_HADDAD));
        var received = new ConcurrentLinkedQueue<String>();

        submit(physicians, FEW, received);
        decline(clinicians, received, FEW - OPEN);
        look(clinicians);
        var few = look(clinicians);

        for (int warm = 0; warm < WARM_UP; warm += AT_ONCE) {
            submit(physicians, AT_ONCE, received);
            decline(clinicians, received, AT_ONCE);
        }
        var floor = physicians.isRefused(NOTHING, MEASURED);
        var submitted = submit(physicians, MEASURED, received);
        findings.note("submissions: " + submitted.statuses());
        findings.add(of("submissions-per-s", submitted.perSecond(), "1/s").beside(floor.perSecond()));
        findings.add(of("submission-p99-ms", submitted.latencies().p(99), "ms").beside(floor.latencies().p(99)));
        decline(clinicians, received, MEASURED);

        // A token lives for minutes; what is left to fill takes some.
        for (int stored = FEW + WARM_UP + MEASURED; stored < MANY; stored += AT_ONCE) {
            submit(new Crowd(suite, suite.token(Person.DR_AMIN)), AT_ONCE, received);
            decline(new Crowd(suite, suite.token(Person.DR_HADDAD)), received, AT_ONCE);
        }
        awaitCards(suite);
        var refused = new Crowd(suite, suite.token(Person.DR_HADDAD)).oneIsRefused(NOTHING, LOOKS);
        var many = look(new Crowd(suite, suite.token(Person.DR_HADDAD)));
        findings.add(of("worklist-1k-ms", few.latencies().p(99), "ms").beside(refused.latencies().p(99)));
        findings.add(of("worklist-20k-ms", many.latencies().p(99), "ms").beside(refused.latencies().p(99)));
    }

    /// What many submissions set going, the copies of their patients' cards above all, is another figure's: one more patient, and the wait for that card.
    private static void awaitCards(RunningSuite suite) {
        try (var physician = suite.as(Person.DR_AMIN)) {
            suite.awaitCards(List.of(physician.post("/api/referrals", Patient.next().referral(), UUID.randomUUID()).expect(201).json().get("patientId").stringValue()));
        }
    }

    /// Nobody may make the service fail by what they send, and no answer at all is a failure too.
    private static void whateverIsSent(RunningSuite suite, Findings findings) throws Exception {
        var physicians = new Crowd(suite, suite.token(Person.DR_AMIN));
        long seed = System.nanoTime();
        var spoiling = new Spoiling(seed);
        var outcome = physicians.asks(422, INPUTS, (physician, number) -> number % 4 == 0
                ? physician.post("/api/referrals", spoiling.one(Patient.next().referral()), UUID.randomUUID())
                : physician.post("/api/findings", spoiling.one(Patient.next().referral())));
        findings.note("whatever is sent, seed " + seed + ": " + outcome.statuses());
        findings.add(of("fuzz-inputs", outcome.statuses().values().stream().mapToLong(Long::longValue).sum(), "inputs"));
        findings.add(of("fuzz-500s", outcome.serverErrors() + outcome.count(0), "answers"));
    }

    private static Load.Outcome submit(Crowd physicians, int count, ConcurrentLinkedQueue<String> received) throws InterruptedException {
        var outcome = physicians.asks(201, count, (physician, _) -> {
            var answer = physician.post("/api/referrals", Patient.next().referral(), UUID.randomUUID());
            if (answer.is(201)) {
                received.add(answer.json().get("referralId").stringValue());
            }
            return answer;
        });
        requireAll(outcome, count);
        return outcome;
    }

    /// The oldest leave the worklist, and stay stored.
    private static void decline(Crowd clinicians, ConcurrentLinkedQueue<String> received, int count) throws InterruptedException {
        requireAll(clinicians.asks(200, count, (clinician, _) -> clinician.post("/api/referrals/" + received.remove() + "/decline",
                Map.of("reason", "Measured, not treated"))), count);
    }

    private static Load.Outcome look(Crowd clinicians) throws InterruptedException {
        var outcome = clinicians.oneAsks(200, LOOKS, (clinician, _) -> clinician.get("/api/triage?limit=100"));
        requireAll(outcome, LOOKS);
        return outcome;
    }

    private static void requireAll(Load.Outcome outcome, int count) {
        if (outcome.count(outcome.wanted()) < count) {
            throw new IllegalStateException("Of %d only these: %s".formatted(count, outcome.statuses()));
        }
    }
}
