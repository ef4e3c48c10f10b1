package health.foramen.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.benchmarks.Benchmark.Findings;
import health.foramen.benchmarks.report.Figure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Findings findings = findings(Set.of());

    @Test
    void aPartThatFailsTakesOnlyItsOwnFiguresWithIt() throws Exception {
        findings.part("race", "one opening", () -> findings.add(Figure.of("race-rounds", 20, "rounds")));
        findings.part("memory", "all processes", () -> {
            throw new IllegalStateException("no such process");
        });
        findings.part("booking", "one after the other", () -> findings.add(Figure.of("booking-p99-ms", 12, "ms")));
        assertThat(findings.figures()).extracting(Figure::name).containsExactly("race-rounds", "booking-p99-ms");
        assertThat(findings.missing()).containsExactly("memory: all processes");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("no such process");
    }

    @Test
    void whoAsksForOnePartGetsThatAndWhatAllNeed() throws Exception {
        var one = findings(Set.of("memory"));
        one.common("the floor", () -> one.add(Figure.of("floor", 1, "ms")));
        one.part("race", "one opening", () -> one.add(Figure.of("race-rounds", 20, "rounds")));
        one.part("memory", "all processes", () -> one.add(Figure.of("memory-mb", 1_400, "MB")));
        assertThat(one.wants("race", "memory")).isTrue();
        assertThat(one.wants("race")).isFalse();
        assertThat(one.figures()).extracting(Figure::name).containsExactly("floor", "memory-mb");
    }

    private Findings findings(Set<String> wanted) {
        return new Findings(new PrintStream(said, true, StandardCharsets.UTF_8), wanted);
    }
}
