package health.foramen.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What one run of one benchmark found: a table for the person in front of it, a file for whoever compares runs.
public record Report(String name, String machine, List<Figure> figures) {

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Report {
        figures = List.copyOf(figures);
        if (figures.stream().map(Figure::name).distinct().count() != figures.size()) {
            throw new IllegalArgumentException("A figure stands in a report once");
        }
    }

    /// `{"name":…,"machine":…,"figures":[{"figure":…,"value":…,"unit":…,"floor":…,"ratio":…}]}`; a missing floor is null.
    public String json() {
        var lines = new ArrayList<Map<String, Object>>();
        for (var figure : figures) {
            var line = new LinkedHashMap<String, Object>();
            line.put("figure", figure.name());
            line.put("value", number(figure.value()));
            line.put("unit", figure.unit());
            line.put("floor", numberOrNull(figure.floor()));
            line.put("ratio", numberOrNull(figure.ratio()));
            lines.add(line);
        }
        var report = new LinkedHashMap<String, Object>();
        report.put("name", name);
        report.put("machine", machine);
        report.put("figures", lines);
        return JSON.writeValueAsString(report) + "\n";
    }

    /// Writes `NAME.json` into the folder and says where.
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(name + ".json"), json());
    }

    public String table() {
        var width = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(0);
        var row = "%-" + Math.max(width, "figure".length()) + "s  %12s  %-8s  %12s  %8s%n";
        var table = new StringBuilder(row.formatted("figure", "value", "unit", "floor", "ratio"));
        for (var figure : figures) {
            table.append(row.formatted(figure.name(), shown(figure.value()), figure.unit(),
                    figure.floor().isPresent() ? shown(figure.floor().getAsDouble()) : "",
                    figure.ratio().isPresent() ? String.format(Locale.ROOT, "%.2f", figure.ratio().getAsDouble()) : ""));
        }
        return table.toString();
    }

    /// Three decimals say all that a second run would repeat.
    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    private static Number number(double value) {
        double rounded = rounded(value);
        if (rounded == Math.rint(rounded)) {
            return (long) rounded;
        }
        return rounded;
    }

    private static Number numberOrNull(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : null;
    }

    private static String shown(double value) {
        return switch (number(value)) {
            case Long whole -> whole.toString();
            case Number fraction -> String.format(Locale.ROOT, "%.2f", fraction.doubleValue());
        };
    }
}
