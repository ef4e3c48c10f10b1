package health.foramen.benchmarks;

import health.foramen.benchmarks.report.Figure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A set of figures that are taken together.
interface Benchmark {

    String name();

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

        Findings(PrintStream out) {
            this.out = out;
        }

        interface Part {
            void measure() throws Exception;
        }

        void part(String what, Part part) throws InterruptedException {
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
