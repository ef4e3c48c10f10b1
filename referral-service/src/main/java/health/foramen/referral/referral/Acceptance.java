package health.foramen.referral.referral;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Who;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a clinician decided: the whole plan, from when it may be done, which blocking findings were overridden and why, and what has to be
 * cleared first.
 *
 * @param earliest first local date; the longest hold decides
 */
public record Acceptance(Who by, Instant at, Plan plan, LocalDate earliest, List<Override> overrides, List<ClearanceTask> clearances) {

    public Acceptance {
        overrides = List.copyOf(overrides);
        clearances = List.copyOf(clearances);
    }

    /** A blocking finding that the clinician answers for. */
    public record Override(String rule, String reason) {
    }

    /** One clearance with its story. @param note what was cleared, or the number that the payer gave */
    public record ClearanceTask(Clearance.Kind kind, Clearance.State state, String detail, Optional<Who> by, Optional<Instant> at,
                                Optional<String> note) {

        public static ClearanceTask open(Clearance.Kind kind, String detail) {
            return new ClearanceTask(kind, Clearance.State.OPEN, detail, Optional.empty(), Optional.empty(), Optional.empty());
        }

        public boolean isOpen() {
            return state == Clearance.State.OPEN;
        }
    }

    /** As others hear of them. */
    public List<Clearance> cleared() {
        return clearances.stream().map(task -> new Clearance(task.kind(), task.state())).toList();
    }

    /** Nothing may be booked at all before this one is cleared. */
    public Optional<ClearanceTask> withholding() {
        return clearances.stream().filter(task -> task.kind() == Clearance.Kind.INFECTION && task.state() != Clearance.State.CLEARED).findFirst();
    }

    /** An opening may be held meanwhile, but booking waits for the payer. */
    public boolean holdOnly() {
        return clearances.stream().anyMatch(task -> task.kind() == Clearance.Kind.PRIOR_AUTHORISATION && task.state() != Clearance.State.CLEARED);
    }

    Acceptance with(ClearanceTask changed) {
        return new Acceptance(by, at, plan, earliest, overrides,
                clearances.stream().map(task -> task.kind() == changed.kind() ? changed : task).toList());
    }
}
