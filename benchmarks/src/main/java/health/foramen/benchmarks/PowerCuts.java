package health.foramen.benchmarks;

import health.foramen.benchmarks.report.Figure;
import health.foramen.benchmarks.running.Patience;
import health.foramen.benchmarks.running.Patient;
import health.foramen.benchmarks.running.RunningSuite;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// Each process in turn loses its power in the middle of a patient's story, and comes back with `./foramen up`. What was acknowledged
/// before must still stand, and the story must go on to its end.
final class PowerCuts {

    /// After a process has come back, and with it whoever waited for it.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private PowerCuts() {
    }

    static Figure lostSteps(Benchmark.Ground ground, Benchmark.Findings findings) throws Exception {
        int lost = 0;
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            suite.up();
            for (int turn = 0; turn < RunningSuite.PARTS.size(); turn++) {
                lost += story(suite, RunningSuite.PARTS.get(turn), turn, findings);
            }
            var breaches = suite.breaches();
            breaches.forEach(findings::note);
            lost += breaches.size();
        }
        return Figure.of("kill-lost-steps", lost, "steps");
    }

    /// @param turn tells during which step the power goes: another one for each process
    private static int story(RunningSuite suite, String part, int turn, Benchmark.Findings findings) {
        try (var story = new Story(suite, Patient.nextAwakeAt(businessTime(suite)))) {
            var steps = story.steps();
            int lost = 0;
            for (int number = 0; number < steps.size(); number++) {
                var step = steps.get(number);
                if (number == turn % steps.size()) {
                    lost += cutPowerDuring(suite, part, story, number, findings);
                }
                try {
                    Patience.await(step.name(), PATIENCE, step::tried);
                } catch (IllegalStateException stuck) {
                    findings.note("%s killed: the story ends before \"%s\": %s".formatted(part, step.name(), step.lastRefusal()));
                    return lost + steps.size() - number;
                }
            }
            return lost + missing(story, steps.size(), part, findings);
        }
    }

    private static Instant businessTime(RunningSuite suite) {
        try (var sandbox = suite.sandbox()) {
            return sandbox.now();
        }
    }

    private static int cutPowerDuring(RunningSuite suite, String part, Story story, int number, Benchmark.Findings findings) {
        var step = story.steps().get(number);
        var taken = CompletableFuture.supplyAsync(step::tried, Thread::startVirtualThread);
        suite.kill(part);
        boolean acknowledged = taken.join().isPresent();
        suite.up();
        findings.note("%s killed during \"%s\" (%s)".formatted(part, step.name(), acknowledged ? "acknowledged" : "not acknowledged"));
        return missing(story, acknowledged ? number + 1 : number, part, findings);
    }

    /// How many of the first steps no longer stand.
    private static int missing(Story story, int acknowledged, String part, Benchmark.Findings findings) {
        int lost = 0;
        for (var step : story.steps().subList(0, acknowledged)) {
            try {
                Patience.await(step.name(), PATIENCE, step::stands);
            } catch (IllegalStateException gone) {
                findings.note("%s killed: \"%s\" was acknowledged and is lost".formatted(part, step.name()));
                lost++;
            }
        }
        return lost;
    }
}
