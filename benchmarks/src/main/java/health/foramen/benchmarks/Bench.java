package health.foramen.benchmarks;

import health.foramen.benchmarks.Benchmark.Findings;
import health.foramen.benchmarks.Benchmark.Ground;
import health.foramen.benchmarks.report.Machine;
import health.foramen.benchmarks.report.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `Bench [NAME[:PART]...]`: measures, prints a table, and writes `benchmarks/results/NAME.json`, or `NAME-PART.json`. Without a name: `suite`.
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

    private static int run(List<String> wishes, PrintStream out) throws Exception {
        var known = ALL.stream().collect(Collectors.toMap(Benchmark::name, benchmark -> benchmark));
        var unknown = wishes.stream().filter(wish -> !isKnown(wish, known)).toList();
        if (!unknown.isEmpty()) {
            out.printf("There is no benchmark %s; there are%n", String.join(", ", unknown));
            ALL.forEach(benchmark -> out.printf("  %-14s or a part of it: %s%n", benchmark.name(), String.join(", ", benchmark.parts())));
            return 2;
        }
        var ground = ground(System.getenv());
        boolean whole = true;
        for (var wish : wishes) {
            out.printf("Measuring %s on %s%n", wish, Machine.inWords());
            var findings = new Findings(out, part(wish));
            known.get(name(wish)).measure(ground, findings);
            var report = new Report(wish.replace(':', '-'), Machine.inWords(), findings.figures());
            var file = report.write(ground.home().resolve("benchmarks/results"));
            out.printf("%n%s%nWritten to %s%n", report.table(), ground.home().relativize(file));
            findings.missing().forEach(part -> out.printf("Left out, since it could not be measured: %s%n", part));
            whole &= findings.missing().isEmpty();
        }
        return whole ? 0 : 1;
    }

    private static boolean isKnown(String wish, Map<String, Benchmark> known) {
        return known.containsKey(name(wish)) && known.get(name(wish)).parts().containsAll(part(wish));
    }

    private static String name(String wish) {
        return wish.split(":", 2)[0];
    }

    private static Set<String> part(String wish) {
        return wish.contains(":") ? Set.of(wish.split(":", 2)[1]) : Set.of();
    }

    private static Ground ground(Map<String, String> environment) {
        return new Ground(Path.of(environment.getOrDefault("FORAMEN_HOME", ".")).toAbsolutePath().normalize(),
                Integer.parseInt(environment.getOrDefault("FORAMEN_BENCH_PORT", String.valueOf(FIRST_PORT))));
    }
}
