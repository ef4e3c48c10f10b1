package health.foramen.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.benchmarks.Benchmark.Findings;
import health.foramen.benchmarks.report.Figure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Findings findings = new Findings(new PrintStream(said, true, StandardCharsets.UTF_8));

    @Test
    void aPartThatFailsTakesOnlyItsOwnFiguresWithIt() throws Exception {
        findings.part("the race", () -> findings.add(Figure.of("race-rounds", 20, "rounds")));
        findings.part("the memory", () -> {
            throw new IllegalStateException("no such process");
        });
        findings.part("the booking", () -> findings.add(Figure.of("booking-p99-ms", 12, "ms")));
        assertThat(findings.figures()).extracting(Figure::name).containsExactly("race-rounds", "booking-p99-ms");
        assertThat(findings.missing()).containsExactly("the memory");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("no such process");
    }
}
