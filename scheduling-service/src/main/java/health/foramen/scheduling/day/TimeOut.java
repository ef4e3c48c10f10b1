package health.foramen.scheduling.day;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The pause before the needle: the team agrees aloud on patient, procedure, side and level, and somebody confirms each clearance
 * by name; one of them signs for the whole. It is kept with the visit for good.
 *
 * @param clearances whether it was said that everything is cleared
 * @param confirmed  who confirmed which clearance; at most as many as a permit has
 * @param by         who signs
 */
public record TimeOut(boolean patient, boolean procedure, boolean side, boolean level, boolean clearances, List<Confirmed> confirmed, String by) {

    /** @param kind the clearance's code */
    public record Confirmed(String kind, String by) {
        public Confirmed {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(by);
        }
    }

    public static final TimeOut NOTHING_SAID = new TimeOut(false, false, false, false, false, List.of(), "");

    public TimeOut {
        confirmed = List.copyOf(confirmed);
    }

    /** Whoever signs confirms every clearance for which nobody else is named. */
    public TimeOut about(List<String> kinds) {
        return new TimeOut(patient, procedure, side, level, clearances,
                kinds.stream().map(kind -> new Confirmed(kind, named(kind).orElse(by == null ? "" : by))).toList(), by);
    }

    public boolean complete() {
        return patient && procedure && side && level && clearances && by != null && !by.isBlank() && confirmed.stream().noneMatch(c -> c.by().isBlank());
    }

    private Optional<String> named(String kind) {
        return confirmed.stream().filter(c -> c.kind().equals(kind)).map(Confirmed::by).findFirst();
    }
}
