package health.foramen.scheduling.day;

import java.time.LocalDate;
import java.util.Objects;

/** When the clinician wants to see the patient back, or why not: a visit is not complete without one of them. */
public sealed interface FollowUp {

    record On(LocalDate date) implements FollowUp {
        public On {
            Objects.requireNonNull(date);
        }
    }

    record None(String because) implements FollowUp {
        public None {
            Objects.requireNonNull(because);
        }
    }
}
