package health.foramen.local;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why a program did not start, in one line of its own words: what it gives as reason, else as description, else its last line.
final class Reason {

    private static final Pattern CLASS_NAMES = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: ");

    private Reason() {
    }

    static Optional<String> in(List<String> said) {
        var lines = said.stream().map(String::strip).toList();
        return lines.stream().filter(line -> line.startsWith("Reason: ")).reduce((_, last) -> last).map(line -> line.substring("Reason: ".length()))
                .or(() -> after("Description:", lines))
                .or(() -> lines.reversed().stream().filter(line -> !line.isEmpty()).findFirst())
                .map(line -> CLASS_NAMES.matcher(line).replaceFirst(""));
    }

    private static Optional<String> after(String heading, List<String> lines) {
        int at = lines.lastIndexOf(heading);
        return at < 0 ? Optional.empty() : lines.stream().skip(at + 1).filter(line -> !line.isEmpty()).findFirst();
    }
}
