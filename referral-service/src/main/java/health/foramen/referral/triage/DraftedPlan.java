package health.foramen.referral.triage;

import health.foramen.referral.care.Plan;
import health.foramen.referral.intake.EarliestDates.Bound;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Intake.Contradiction;
import health.foramen.referral.referral.ClearanceTask;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The plan as it stands with the choices made so far.
 *
 * @param because    for each field that the rules filled, by which rule
 * @param problems   what makes it impossible; pointers begin at {@code /plan}
 * @param findings   what the rules think of this plan
 * @param clearances what accepting it would open
 * @param bounds     every day before which it cannot be, each with its reason, the deciding one first
 */
public record DraftedPlan(Plan plan, LocalDate earliest, Map<String, String> because, List<Contradiction> problems, List<Finding> findings,
                          List<ClearanceTask> clearances, List<Bound> bounds) {
}
