package health.foramen.benchmarks.running;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Looking again until something is there.
public final class Patience {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private Patience() {
    }

    /// @throws IllegalStateException when it is not there after that long
    public static <T> T await(String what, Duration atMost, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (var found = look.get(); ; found = look.get()) {
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Waited %d s in vain for %s".formatted(atMost.toSeconds(), what));
            }
            pause(LOOK_AGAIN);
        }
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
