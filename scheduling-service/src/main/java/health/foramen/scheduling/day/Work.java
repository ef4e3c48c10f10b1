package health.foramen.scheduling.day;

import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Sedation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is to be done, as the team reads it on the day: the part of the plan that does not depend on the place. */
public record Work(String procedure, String region, List<String> levels, Optional<String> side, Sedation sedation, String position,
        boolean escortRequired, boolean fasting, boolean bloodThinnerHeld) {

    public Work {
        Objects.requireNonNull(procedure);
        levels = List.copyOf(levels);
    }

    public static Work of(Plan plan) {
        return new Work(plan.procedure(), plan.region(), plan.levels(), plan.side(), plan.sedation(), plan.position(),
                plan.escortRequired(), plan.fasting(), plan.bloodThinnerHeld());
    }
}
