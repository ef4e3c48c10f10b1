package health.foramen.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What the launcher says, one line each.
record Voice(PrintStream out) {

    static Voice silent() {
        return new Voice(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    void say(String line, Object... details) {
        out.println(details.length == 0 ? line : line.formatted(details));
    }

    void progress(String name, String state, Duration taken) {
        say("  %-22s %s in %s", name, state, seconds(taken));
    }

    void quote(List<String> lines) {
        lines.forEach(line -> out.println("    " + line));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
