package health.foramen.sandbox.time;

import java.time.Duration;
import java.time.Instant;

/**
 * One going forward in time.
 *
 * @param from  business time at its begin
 * @param at    how far it has come
 * @param to    where it shall end
 * @param stops due steps it has stopped at
 */
public record Movement(Instant from, Instant at, Instant to, int stops, State state) {

    public sealed interface State {
        record Moving() implements State {
        }

        record Arrived() implements State {
        }

        /** It stays where it is. @param why a sentence */
        record Stuck(String why) implements State {
        }
    }

    static Movement begin(Instant from, Instant to) {
        return new Movement(from, from, to, 0, new State.Moving());
    }

    Movement stoppedAt(Instant due) {
        return new Movement(from, due, to, stops + 1, state);
    }

    Movement arrived() {
        return new Movement(from, to, to, stops, new State.Arrived());
    }

    Movement stuck(String why) {
        return new Movement(from, at, to, stops, new State.Stuck(why));
    }

    public boolean moving() {
        return state instanceof State.Moving;
    }

    /** 0 to 100. */
    public int percent() {
        long whole = Math.max(1, Duration.between(from, to).toSeconds());
        return Math.clamp(100 * Duration.between(from, at).toSeconds() / whole, 0, 100);
    }
}
