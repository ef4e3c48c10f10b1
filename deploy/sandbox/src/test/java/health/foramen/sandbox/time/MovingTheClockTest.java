package health.foramen.sandbox.time;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import health.foramen.sandbox.time.DueSteps.NextDue;
import health.foramen.sandbox.time.MovingTheClock.Asked;
import health.foramen.sandbox.time.Movement.State;

import static org.assertj.core.api.Assertions.assertThat;

class MovingTheClockTest {

    private static final Instant NOON = Instant.parse("2026-12-03T12:00:00Z");

    @TempDir
    Path folder;

    private final List<Instant> done = new CopyOnWriteArrayList<>();

    private MovingTheClock clock(DueSteps steps) {
        return new MovingTheClock(folder.resolve("clock"), Clock.fixed(NOON, ZoneOffset.UTC), steps, Duration.ofMillis(300));
    }

    /** Works like the dispatcher: a step that is due is done at the second look. */
    private final class Clinic implements DueSteps {

        private final TreeSet<Instant> planned;
        private MovingTheClock clock;
        private boolean working;

        Clinic(Instant... planned) {
            this.planned = new TreeSet<>(List.of(planned));
        }

        @Override
        public NextDue next() {
            boolean due = !planned.isEmpty() && !planned.first().isAfter(clock.now());
            if (due && !working) {
                working = true;
                return new NextDue(Optional.of(planned.first()), true);
            }
            if (working) {
                working = false;
                done.add(clock.now());
                planned.pollFirst();
            }
            return new NextDue(planned.isEmpty() ? Optional.empty() : Optional.of(planned.first()), false);
        }
    }

    private Movement move(Clinic clinic, Instant to) throws InterruptedException {
        MovingTheClock clock = clock(clinic);
        clinic.clock = clock;
        assertThat(clock.to(to)).isInstanceOf(Asked.Begun.class);
        clock.await(Duration.ofSeconds(10));
        return clock.latest().orElseThrow();
    }

    @Test
    void stopsAtEachDueStepAndThenArrives() throws InterruptedException {
        Movement movement = move(new Clinic(NOON.plusSeconds(60), NOON.plusSeconds(3600), NOON.plus(Duration.ofDays(9))),
                NOON.plus(Duration.ofDays(7)));

        assertThat(movement.state()).isEqualTo(new State.Arrived());
        assertThat(movement.stops()).isEqualTo(2);
        assertThat(done).containsExactly(NOON.plusSeconds(60), NOON.plusSeconds(3600));
        assertThat(clock(() -> null).now()).isEqualTo(NOON.plus(Duration.ofDays(7)));
    }

    @Test
    void aStepDueExactlyAtTheEndIsDoneToo() throws InterruptedException {
        move(new Clinic(NOON.plusSeconds(60)), NOON.plusSeconds(60));

        assertThat(done).containsExactly(NOON.plusSeconds(60));
    }

    @Test
    void aHalfSecondIsRoundedUpNotDown() throws InterruptedException {
        move(new Clinic(NOON.plusMillis(60_500)), NOON.plusSeconds(120));

        assertThat(done).containsExactly(NOON.plusSeconds(61));
    }

    @Test
    void staysWhereAMessageDoesNotLeave() throws InterruptedException {
        MovingTheClock clock = clock(() -> new NextDue(Optional.of(NOON.plusSeconds(60)), false));

        clock.to(NOON.plusSeconds(3600));
        clock.await(Duration.ofSeconds(10));

        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(60));
        assertThat(clock.latest().orElseThrow().state()).isInstanceOf(State.Stuck.class);
    }

    @Test
    void staysWhenNobodyCanSayWhatIsDue() throws InterruptedException {
        MovingTheClock clock = clock(() -> {
            throw new DueSteps.Unknown("Nobody answers.");
        });

        clock.to(NOON.plusSeconds(3600));
        clock.await(Duration.ofSeconds(10));

        assertThat(clock.now()).isEqualTo(NOON);
        assertThat(clock.latest().orElseThrow().state()).isEqualTo(new State.Stuck("Nobody answers."));
        assertThat(clock.toNextDue()).isEqualTo(new Asked.No("due-steps-unknown", "Nobody answers."));
    }

    @Test
    void neverGoesBack() {
        MovingTheClock clock = clock(() -> new NextDue(Optional.empty(), false));

        assertThat(clock.to(NOON.minusSeconds(1))).isInstanceOfSatisfying(Asked.No.class,
                no -> assertThat(no.slug()).isEqualTo("clock-only-moves-forward"));
        assertThat(clock.toNextDue()).isInstanceOfSatisfying(Asked.No.class, no -> assertThat(no.slug()).isEqualTo("nothing-due"));
    }

    @Test
    void movesOnceAtATime() throws InterruptedException {
        List<Asked> second = new ArrayList<>();
        MovingTheClock[] clock = new MovingTheClock[1];
        clock[0] = clock(() -> {
            if (second.isEmpty()) {
                second.add(clock[0].by(Duration.ofHours(1)));
            }
            return new NextDue(Optional.empty(), false);
        });

        clock[0].by(Duration.ofDays(1));
        clock[0].await(Duration.ofSeconds(10));

        assertThat(second).singleElement().isInstanceOfSatisfying(Asked.No.class, no -> assertThat(no.slug()).isEqualTo("clock-is-moving"));
    }
}
