package health.foramen.referral.intake;

import health.foramen.referral.care.Region;
import java.util.ArrayList;
import java.util.List;

/** How much of what a clinician decides by a referral tells. None of it is needed to refer; what is missing costs a question. */
public record Completeness(int of, List<String> missing) {

    public Completeness {
        missing = List.copyOf(missing);
    }

    public static Completeness of(Intake intake) {
        var missing = new ArrayList<String>();
        var spinal = intake.target().region().filter(Region::isSpinal).isPresent();
        need(missing, "what it feels like", intake.symptom().description().isPresent());
        need(missing, "which procedure", intake.requestedProcedure().isPresent());
        need(missing, "level", !spinal || !intake.target().levels().isEmpty());
        need(missing, "side", !spinal || intake.target().side().isPresent() || intake.requestedProcedure().filter(p -> p.isMidline() || !p.isInjection()).isPresent());
        need(missing, "indication code", !intake.indications().isEmpty());
        need(missing, "what was tried, with dates", intake.conservativeCare().stream().anyMatch(care -> care.from().isPresent()));
        need(missing, "imaging", intake.imaging().filter(imaging -> imaging.date().isPresent()).isPresent());
        need(missing, "member number", intake.memberId().isPresent() || intake.payer().filter("self-pay"::equals).isPresent());
        return new Completeness(8, missing);
    }

    public boolean isWhole() {
        return missing.isEmpty();
    }

    public int told() {
        return of - missing.size();
    }

    private static void need(List<String> missing, String what, boolean there) {
        if (!there) {
            missing.add(what);
        }
    }
}
