package health.foramen.referral.intake;

import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import java.util.List;
import java.util.Optional;

/** What somebody would do: the physician asks for it, or the clinician plans it. Absent and empty mean "not said". */
public record Proposal(Optional<Procedure> procedure, Optional<Region> region, List<SpinalLevel> levels, Optional<Side> side,
                       List<Guidance> guidance, Optional<Boolean> contrast, Optional<Sedation> sedation, List<Setting> settings) {

    public Proposal {
        levels = List.copyOf(levels);
        guidance = List.copyOf(guidance);
        settings = List.copyOf(settings);
    }

    public static Proposal asked(Intake intake) {
        return new Proposal(intake.requestedProcedure(), intake.target().region().or(() -> intake.requestedProcedure().map(Procedure::region)),
                intake.target().levels(), intake.target().side(), List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    public static Proposal planned(Plan plan) {
        return new Proposal(Optional.of(plan.procedure()), Optional.of(plan.region()), plan.levels(), plan.side(), plan.guidance(),
                Optional.of(plan.contrast()), Optional.of(plan.sedation()), plan.settings());
    }
}
