package health.foramen.sandbox.time;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import health.foramen.clock.ClockFile;

/**
 * Moves business time forward, for every process on this machine at once, by writing the clock file. It stops at each due step and
 * waits until that step is done, so that a week in two seconds sends the same messages, in the same order, as a week would.
 */
public final class MovingTheClock {

    /** How long one step may take before the clock gives up and says so. Real time. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A step takes some ten milliseconds; asking costs one. Real time. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(15);

    public sealed interface Asked {
        record Begun(Movement movement) implements Asked {
        }

        /** @param why a sentence */
        record No(String slug, String why) implements Asked {
        }
    }

    private final Path file;
    private final Clock real;
    private final DueSteps steps;
    private final Duration patience;

    private volatile Optional<Movement> latest = Optional.empty();
    private volatile CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

    public MovingTheClock(Path file, Clock real, DueSteps steps) {
        this(file, real, steps, PATIENCE);
    }

    MovingTheClock(Path file, Clock real, DueSteps steps, Duration patience) {
        this.file = file;
        this.real = real;
        this.steps = steps;
        this.patience = patience;
    }

    /** Business time. The file is read each time: nobody here may be a moment behind what was just written. */
    public Instant now() {
        return real.instant().plus(ClockFile.read(file));
    }

    /** The movement under way or, when there is none, the last one. */
    public Optional<Movement> latest() {
        return latest;
    }

    public synchronized Asked to(Instant target) {
        if (latest.filter(Movement::moving).isPresent()) {
            return new Asked.No("clock-is-moving", "The clock is moving already; wait until it stands.");
        }
        Instant now = now();
        if (target.isBefore(now)) {
            return new Asked.No("clock-only-moves-forward", "It is " + now + " already, and time only moves forward.");
        }
        Movement movement = Movement.begin(now, target);
        latest = Optional.of(movement);
        CompletableFuture<Void> end = new CompletableFuture<>();
        ended = end;
        Thread.ofVirtual().name("clock").start(() -> {
            try {
                move(movement);
            } finally {
                end.complete(null);
            }
        });
        return new Asked.Begun(movement);
    }

    public Asked by(Duration duration) {
        return to(now().plus(duration));
    }

    public Asked toNextDue() {
        try {
            return steps.next().due()
                    .map(due -> to(due.isBefore(now()) ? now() : due))
                    .orElseGet(() -> new Asked.No("nothing-due", "No message is planned, so there is nothing to move to."));
        } catch (DueSteps.Unknown unknown) {
            return new Asked.No("due-steps-unknown", unknown.getMessage());
        }
    }

    /** Waits until the clock stands, at most so long. */
    public void await(Duration longest) throws InterruptedException {
        try {
            ended.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // It still moves; the caller looks again later.
        } catch (ExecutionException neverFails) {
            throw new IllegalStateException(neverFails);
        }
    }

    private void move(Movement movement) {
        Movement here = movement;
        try {
            while (true) {
                Optional<Instant> due = whenNothingIsDue();
                if (!now().isBefore(here.to())) {
                    latest = Optional.of(here.arrived());
                    return;
                }
                Instant to = here.to();
                Optional<Instant> stop = due.filter(at -> at.isBefore(to));
                set(stop.orElse(to));
                if (stop.isPresent()) {
                    here = here.stoppedAt(stop.get());
                    latest = Optional.of(here);
                }
            }
        } catch (DueSteps.Unknown unknown) {
            latest = Optional.of(here.stuck(unknown.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            latest = Optional.of(here.stuck("The sandbox is stopping."));
        } catch (RuntimeException failed) {
            latest = Optional.of(here.stuck(failed.getMessage()));
            throw failed;
        }
    }

    /** Returns when the next step is due, as soon as none is due now and nobody is busy. */
    private Optional<Instant> whenNothingIsDue() throws DueSteps.Unknown, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            DueSteps.NextDue next = steps.next();
            boolean dueNow = next.due().filter(due -> !due.isAfter(now())).isPresent();
            if (!dueNow && !next.busy()) {
                return next.due();
            }
            if (System.nanoTime() - giveUp > 0) {
                throw new DueSteps.Unknown(dueNow
                        ? "A message has been due since " + next.due().get() + " and does not leave, so the clock stays here."
                        : "The notification service has been busy for " + patience.toSeconds() + " s, so the clock stays here.");
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private void set(Instant target) {
        Duration ahead = Duration.between(real.instant(), target);
        // The file holds whole seconds: a moment late is past the due time, a moment early would wait for it.
        ClockFile.write(file, Duration.ofSeconds(ahead.getNano() == 0 ? ahead.toSeconds() : ahead.getSeconds() + 1));
    }
}
