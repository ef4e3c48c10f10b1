package health.foramen.referral.referral;

import health.foramen.referral.care.Clearance;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Where an accepted referral stands with its permit. */
public sealed interface PermitState {

    UUID id();

    /** Asked for; the ledger has not answered yet. */
    record Wanted(UUID id) implements PermitState {
    }

    /** @param told the clearances as the permit states them */
    record Granted(UUID id, List<Clearance> told) implements PermitState {

        public Granted {
            told = List.copyOf(told);
        }
    }

    /** Not now, and why. It is asked for again by itself. */
    record Withheld(UUID id, String because, Optional<LocalDate> nextEligible) implements PermitState {
    }

    default PermitState rewritten(UnaryOperator<String> words) {
        return switch (this) {
            case Wanted _, Granted _ -> this;
            case Withheld w -> new Withheld(w.id(), words.apply(w.because()), w.nextEligible());
        };
    }
}
