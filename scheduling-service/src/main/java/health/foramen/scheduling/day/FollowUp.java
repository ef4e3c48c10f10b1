package health.foramen.scheduling.day;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** When the clinician wants to see the patient back, or why not: a visit is not complete without one of them. */
public sealed interface FollowUp {

    record On(LocalDate date) implements FollowUp {
        public On {
            Objects.requireNonNull(date);
        }
    }

    /** It is booked already. */
    record Visit(String appointment, LocalDate date) implements FollowUp {
        public Visit {
            Objects.requireNonNull(appointment);
            Objects.requireNonNull(date);
        }
    }

    record None(String because) implements FollowUp {
        public None {
            Objects.requireNonNull(because);
        }
    }

    default Optional<LocalDate> when() {
        return switch (this) {
            case On(LocalDate date) -> Optional.of(date);
            case Visit(String _, LocalDate date) -> Optional.of(date);
            case None _ -> Optional.empty();
        };
    }
}
