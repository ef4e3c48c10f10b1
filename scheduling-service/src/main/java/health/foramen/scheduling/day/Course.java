package health.foramen.scheduling.day;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the day writes down about one visit beside where it stands: what the permit's owner said at the door, by how much the
 * patient will be late, the time-out, and how things were before the last step, for whoever took it by mistake.
 */
public record Course(Optional<Asked> asked, Optional<Late> late, Optional<TimeOut> timeOut, Optional<Before> before) {

    public static final Course NONE = new Course(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What the owner of the permit answered when the patient came. */
    public enum Answer {
        CONFIRMED("confirmed", "The permit was confirmed by its owner"),
        WITHDRAWN("withdrawn", "The permit was withdrawn by its owner"),
        PERFORMED("performed", "The permit was used up already, says its owner"),
        UNKNOWN("unknown", "The permit is not known to its owner"),
        AWAY("away", "The permit's owner did not answer; the copy here counts");

        private final String code;
        private final String words;

        Answer(String code, String words) {
            this.code = code;
            this.words = words;
        }

        public String code() {
            return code;
        }

        public String words() {
            return words;
        }

        public boolean good() {
            return this == CONFIRMED;
        }

        public static Answer of(String code) {
            for (Answer answer : values()) {
                if (answer.code.equals(code)) {
                    return answer;
                }
            }
            throw new IllegalArgumentException("no such answer: " + code);
        }
    }

    public record Asked(Answer answer, Instant at) {
    }

    /** How late the patient says to be, or the desk expects. An estimate: nothing that is claimed changes. */
    public record Late(int minutes, Instant at) {
        /** Longer than this is another appointment. */
        public static final int MOST_MINUTES = 240;
    }

    /** How it was before the last step, which was taken at {@code at}. */
    public record Before(AppointmentState state, List<Claim> claims, Instant at) {
        public Before {
            Objects.requireNonNull(state);
            Objects.requireNonNull(at);
            claims = List.copyOf(claims);
        }
    }

    public Course asked(Asked word) {
        return new Course(Optional.of(word), late, timeOut, before);
    }

    public Course late(Optional<Late> by) {
        return new Course(asked, by, timeOut, before);
    }

    public Course said(TimeOut aloud) {
        return new Course(asked, late, Optional.of(aloud), before);
    }

    Course after(Before step) {
        return new Course(asked, late, timeOut, Optional.of(step));
    }

    /** A step cannot be taken back twice; and a time-out that led to nothing is said again. */
    Course undone(AppointmentState state) {
        boolean started = state instanceof AppointmentState.InProcedure || state instanceof AppointmentState.Recovering;
        return new Course(asked, late, started ? timeOut : Optional.empty(), Optional.empty());
    }

    /** At a new time nothing of the old one is left. */
    static Course afterMove() {
        return NONE;
    }
}
