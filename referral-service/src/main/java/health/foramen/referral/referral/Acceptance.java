package health.foramen.referral.referral;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Who;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a clinician decided: the whole plan, from when it may be done, which blocking findings were overridden and why, and what has to be
 * cleared first.
 *
 * @param earliest   first local date; the longest hold decides
 * @param redirected why another procedure than the physician asked for
 */
public record Acceptance(Who by, Instant at, Plan plan, LocalDate earliest, List<Override> overrides, List<ClearanceTask> clearances,
                         Optional<String> redirected) {

    public Acceptance {
        overrides = List.copyOf(overrides);
        clearances = List.copyOf(clearances);
    }

    public Acceptance(Who by, Instant at, Plan plan, LocalDate earliest, List<Override> overrides, List<ClearanceTask> clearances) {
        this(by, at, plan, earliest, overrides, clearances, Optional.empty());
    }

    /** A blocking finding that the clinician answers for. @param sentence what the rule had said; absent in what was stored without */
    public record Override(String rule, String reason, Optional<String> sentence) {

        public Override(String rule, String reason) {
            this(rule, reason, Optional.empty());
        }
    }

    Acceptance rewritten(UnaryOperator<String> words) {
        return new Acceptance(by, at, plan, earliest, overrides.stream().map(one -> new Override(one.rule(), words.apply(one.reason()), one.sentence())).toList(),
                clearances.stream().map(task -> task.rewritten(words)).toList(), redirected.map(words));
    }

    /** As others hear of them. */
    public List<Clearance> cleared() {
        return clearances.stream().map(ClearanceTask::told).toList();
    }

    /** Nothing may be booked at all before this one is cleared. */
    public Optional<ClearanceTask> withholding() {
        return clearances.stream().filter(task -> task.kind().withholds() && !task.isCleared()).findFirst();
    }

    /** An opening may be held meanwhile, but nothing is booked while these are missing, nor on anything that was refused. */
    public boolean holdOnly() {
        return clearances.stream().anyMatch(task -> task.kind().holdsOnly() && !task.isCleared() || task.state() == Clearance.State.REFUSED);
    }

    /** The longest hold, or the first day of what a payer has authorised. */
    public LocalDate earliestNow() {
        return clearances.stream().flatMap(task -> task.authorisation().flatMap(ClearanceTask.Authorisation::validFrom).stream())
                .filter(day -> day.isAfter(earliest)).findFirst().orElse(earliest);
    }

    public Optional<ClearanceTask> clearance(Clearance.Kind kind) {
        return clearances.stream().filter(task -> task.kind() == kind).findFirst();
    }

    /** With that task in the place of the one of its kind, or as a new one. */
    Acceptance with(ClearanceTask changed) {
        var tasks = clearance(changed.kind()).isPresent() ? clearances.stream().map(task -> task.kind() == changed.kind() ? changed : task)
                : Stream.concat(clearances.stream(), Stream.of(changed));
        return new Acceptance(by, at, plan, earliest, overrides, tasks.toList(), redirected);
    }
}
