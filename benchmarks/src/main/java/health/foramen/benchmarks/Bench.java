package health.foramen.benchmarks;

import health.foramen.benchmarks.Benchmark.Findings;
import health.foramen.benchmarks.Benchmark.Ground;
import health.foramen.benchmarks.report.Machine;
import health.foramen.benchmarks.report.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `Bench [NAME...]`: measures, prints a table, and writes `benchmarks/results/NAME.json`. Without a name: `suite`.
///
/// Exit code 0 when every figure was taken, 1 when one could not be, 2 when nobody knows the name.
public final class Bench {

    private static final List<Benchmark> ALL = List.of(new SuiteBenchmark(), new ReferralBenchmark(), new SchedulingBenchmark(), new NotificationBenchmark());

    /// Away from the ports of a suite in daily use, and of the journeys.
    private static final int FIRST_PORT = 18_700;

    private Bench() {
    }

    public static void main(String[] names) throws Exception {
        System.exit(run(names.length == 0 ? List.of("suite") : List.of(names), System.out));
    }

    private static int run(List<String> names, PrintStream out) throws Exception {
        var known = ALL.stream().collect(Collectors.toMap(Benchmark::name, benchmark -> benchmark));
        var unknown = names.stream().filter(name -> !known.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            out.printf("There is no benchmark %s; there are %s.%n", String.join(", ", unknown),
                    ALL.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
            return 2;
        }
        var ground = ground(System.getenv());
        boolean whole = true;
        for (var name : names) {
            out.printf("Measuring %s on %s%n", name, Machine.inWords());
            var findings = new Findings(out);
            known.get(name).measure(ground, findings);
            var report = new Report(name, Machine.inWords(), findings.figures());
            var file = report.write(ground.home().resolve("benchmarks/results"));
            out.printf("%n%s%nWritten to %s%n", report.table(), ground.home().relativize(file));
            findings.missing().forEach(part -> out.printf("Left out, since it could not be measured: %s%n", part));
            whole &= findings.missing().isEmpty();
        }
        return whole ? 0 : 1;
    }

    private static Ground ground(Map<String, String> environment) {
        return new Ground(Path.of(environment.getOrDefault("FORAMEN_HOME", ".")).toAbsolutePath().normalize(),
                Integer.parseInt(environment.getOrDefault("FORAMEN_BENCH_PORT", String.valueOf(FIRST_PORT))));
    }
}
