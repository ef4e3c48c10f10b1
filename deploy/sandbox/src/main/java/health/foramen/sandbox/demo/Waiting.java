package health.foramen.sandbox.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what one service tells another: milliseconds as a rule, seconds after a start. Real time. */
final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);

    private Waiting() {
    }

    static <T> T until(String what, Supplier<Optional<T>> look) {
        return until(what, look, PATIENCE);
    }

    static <T> T until(String what, Supplier<Optional<T>> look, Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - giveUp > 0) {
                throw new Broken(what + " has not come within " + patience.toSeconds() + " seconds.");
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new Broken("Interrupted while waiting: " + what);
            }
        }
    }
}
