package health.foramen.referral.ledger.store;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Spans;
import health.foramen.referral.ledger.Permit;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A permit as others read it: on the bus, and from the API. */
public record PermitFact(String permitId, long sequence, String status, String referralId, String patientId, String practiceId, String urgency,
                         LocalDate earliest, LocalDate latest, boolean holdOnly, PlanFact plan, List<ClearanceFact> clearances) {

    public record PlanFact(String procedure, List<String> cpt, String region, List<String> levels, Optional<String> side, List<String> guidance,
                           boolean contrast, String sedation, boolean monitoring, String position, List<String> settings, List<String> sites,
                           List<String> clinicians, Spans spans, boolean escortRequired, boolean fasting, boolean bloodThinnerHeld) {

        public static PlanFact of(Plan plan) {
            return new PlanFact(plan.procedure().code(), plan.cpt(), plan.region().code(), codes(plan.levels()), plan.side().map(Coded::code),
                    codes(plan.guidance()), plan.contrast(), plan.sedation().code(), plan.monitoring(), plan.position().code(),
                    codes(plan.settings()), plan.sites(), plan.clinicians(), plan.spans(), plan.escortRequired(), plan.fasting(),
                    plan.bloodThinnerHeld());
        }
    }

    public record ClearanceFact(String kind, String state) {

        static ClearanceFact of(Clearance clearance) {
            return new ClearanceFact(clearance.kind().code(), clearance.state().code());
        }
    }

    public static PermitFact of(Permit permit) {
        return new PermitFact(permit.id().toString(), permit.sequence(), permit.status().code(), permit.referralId().toString(),
                permit.patientId().toString(), permit.practiceId(), permit.urgency().code(), permit.earliest(), permit.latest(),
                permit.holdOnly(), PlanFact.of(permit.plan()), permit.clearances().stream().map(ClearanceFact::of).toList());
    }

    private static List<String> codes(List<? extends Coded> words) {
        return words.stream().map(Coded::code).toList();
    }
}
