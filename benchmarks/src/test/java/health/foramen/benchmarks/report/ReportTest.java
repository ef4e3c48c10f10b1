package health.foramen.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Report SUITE = new Report("suite", "2 cores", List.of(
            Figure.of("up-to-first-booking-s", 12.3456, "s").beside(3),
            Figure.of("race-rounds-won", 20, "rounds")));

    private static JsonNode json() {
        return JsonMapper.shared().readTree(SUITE.json());
    }

    @Test
    void theFileHasTheNameTheMachineAndTheFiguresAndNothingElse() {
        assertThat(json().propertyNames()).containsExactly("name", "machine", "figures");
        assertThat(json().get("name").stringValue()).isEqualTo("suite");
        assertThat(json().get("machine").stringValue()).isEqualTo("2 cores");
    }

    @Test
    void aFigureHasAlwaysTheSameFiveFields() {
        for (var figure : json().get("figures")) {
            assertThat(figure.propertyNames()).containsExactly("figure", "value", "unit", "floor", "ratio");
        }
    }

    @Test
    void aFigureBesideAFloorSaysHowManyTimesTheFloorItIs() {
        var figure = json().get("figures").get(0);
        assertThat(figure.get("figure").stringValue()).isEqualTo("up-to-first-booking-s");
        assertThat(figure.get("value").doubleValue()).isEqualTo(12.346);
        assertThat(figure.get("unit").stringValue()).isEqualTo("s");
        assertThat(figure.get("floor").doubleValue()).isEqualTo(3);
        assertThat(figure.get("ratio").doubleValue()).isEqualTo(4.115);
    }

    @Test
    void aFigureWithoutAFloorSaysSo() {
        var figure = json().get("figures").get(1);
        assertThat(figure.get("value").isIntegralNumber()).isTrue();
        assertThat(figure.get("floor").isNull()).isTrue();
        assertThat(figure.get("ratio").isNull()).isTrue();
    }

    @Test
    void aFloorOfNothingHasNoRatio() {
        assertThat(Figure.of("race-5xx", 0, "answers").beside(0).ratio()).isEmpty();
    }

    @Test
    void whatWasNotMeasuredIsNoFigure() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.of("booking-p99-ms", Double.NaN, "ms"));
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.of("booking-p99-ms", 1, "ms").beside(1 / 0.0));
    }

    @Test
    void aFigureStandsInAReportOnce() {
        var figure = Figure.of("memory-mb", 1_400, "MB");
        assertThatIllegalArgumentException().isThrownBy(() -> new Report("suite", "2 cores", List.of(figure, figure)));
    }

    @Test
    void theFileIsNamedAfterTheBenchmark(@TempDir Path folder) throws Exception {
        var file = SUITE.write(folder.resolve("results"));
        assertThat(file).hasFileName("suite.json").content().isEqualTo(SUITE.json());
        assertThat(Files.list(folder.resolve("results"))).hasSize(1);
    }

    @Test
    void theTableHasARowForEachFigure() {
        assertThat(SUITE.table().lines()).satisfiesExactly(
                head -> assertThat(head).containsSubsequence("figure", "value", "unit", "floor", "ratio"),
                first -> assertThat(first).containsSubsequence("up-to-first-booking-s", "12.35", "s", "3", "4.12"),
                second -> assertThat(second).containsSubsequence("race-rounds-won", "20", "rounds"));
    }
}
