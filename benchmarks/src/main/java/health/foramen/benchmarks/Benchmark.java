package health.foramen.benchmarks;

import health.foramen.benchmarks.report.Figure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// A set of figures that are taken together.
interface Benchmark {

    String name();

    /// What can be measured alone, as `NAME:PART`.
    List<String> parts();

    void measure(Ground ground, Findings findings) throws Exception;

    /// @param home the checkout, with what was built of it
    /// @param port the first of twenty ports that are ours
    record Ground(Path home, int port) {

        /// Beside the nine of a suite.
        int floorPort() {
            return port + 10;
        }
    }

    /// What was found so far. A part that fails takes only its own figures with it: they are left out, never guessed.
    final class Findings {

        private final List<Figure> figures = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private final PrintStream out;
        private final Set<String> wanted;

        /// @param wanted the parts to measure, by the first word of their names; none: all
        Findings(PrintStream out, Set<String> wanted) {
            this.out = out;
            this.wanted = Set.copyOf(wanted);
        }

        interface Part {
            void measure() throws Exception;
        }

        boolean wants(String... parts) {
            return wanted.isEmpty() || Stream.of(parts).anyMatch(wanted::contains);
        }

        /// @param name the word by which it can be asked for alone
        void part(String name, String what, Part part) throws InterruptedException {
            if (wants(name)) {
                common(name + ": " + what, part);
            }
        }

        /// What other parts need, whichever are wanted.
        void common(String what, Part part) throws InterruptedException {
            out.println("  " + what);
            long begun = System.nanoTime();
            try {
                part.measure();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                missing.add(what);
                out.println("  could not be measured: " + e);
                e.printStackTrace(out);
            }
            out.println(String.format(Locale.ROOT, "    %.1f s", Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1_000.0));
        }

        void add(Figure figure) {
            figures.add(figure);
        }

        void note(String words) {
            out.println("    " + words);
        }

        List<Figure> figures() {
            return List.copyOf(figures);
        }

        List<String> missing() {
            return List.copyOf(missing);
        }
    }
}
