package health.foramen.referral.triage;

import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Position;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.Spans;
import health.foramen.referral.care.SpinalLevel;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the clinician chose; whatever is absent comes from the rules.
 *
 * @param cpt              empty: as the catalogue
 * @param fasting          asked for although the sedation does not need it, {@code bloodThinnerHeld} likewise
 */
public record PlanChoices(Optional<Procedure> procedure, Optional<List<SpinalLevel>> levels, Optional<Side> side,
                          Optional<List<Guidance>> guidance, Optional<Boolean> contrast, Optional<Sedation> sedation,
                          Optional<Boolean> monitoring, Optional<Position> position, Optional<List<Setting>> settings, List<String> sites,
                          List<String> clinicians, Optional<Spans> spans, Optional<Boolean> escortRequired, List<String> cpt,
                          boolean fasting, boolean bloodThinnerHeld, Optional<LocalDate> earliest) {

    public static final PlanChoices NONE = new PlanChoices(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(),
            Optional.empty(), List.of(), false, false, Optional.empty());
}
