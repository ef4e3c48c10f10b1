package health.foramen.referral.packs;

import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Position;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Spans;
import health.foramen.referral.care.SpinalLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The procedures that the clinic offers and what each needs. */
public record Catalogue(PackInfo info, Map<Procedure, Entry> entries) {

    public Catalogue {
        entries = Map.copyOf(entries);
        for (var procedure : Procedure.values()) {
            if (!entries.containsKey(procedure)) {
                throw new IllegalArgumentException("the procedure " + procedure.code() + " is missing");
            }
        }
    }

    public Entry entry(Procedure procedure) {
        return entries.get(procedure);
    }

    /**
     * One procedure.
     *
     * @param cpt                 billing code, absent for a consultation
     * @param cptAdditional       code of each further level
     * @param cptWithUltrasound   replaces {@code cpt} under ultrasound
     * @param guidance            allowed, the usual one first
     * @param exceptionalGuidance allowed only for a documented reason (contrast allergy, pregnancy)
     * @param positions           usual ones, the first is proposed
     * @param thoracicRisk        when every level is thoracic; {@code thoracicRecoveryUnsedated} likewise
     * @param recoveryUnsedated   minutes of recovery without sedation
     * @param confidence          of the risk class, which is the one value here that differs between sources
     */
    public record Entry(Procedure procedure, Optional<String> cpt, Optional<String> cptAdditional, Optional<String> cptWithUltrasound,
                        List<Guidance> guidance, List<Guidance> exceptionalGuidance, boolean contrast, List<Position> positions,
                        RiskClass risk, Optional<RiskClass> thoracicRisk, Sedation sedation, List<Setting> settings, Spans spans,
                        int recoveryUnsedated, Optional<Integer> thoracicRecoveryUnsedated, String source, Confidence confidence) {

        public RiskClass risk(List<SpinalLevel> levels) {
            return thoracic(levels) ? thoracicRisk.orElse(risk) : risk;
        }

        /** Without sedation the recovery is shorter, where the risk allows it. */
        public Spans spans(Sedation chosen, List<SpinalLevel> levels) {
            return chosen.sedates() ? spans
                    : spans.withRecovery(thoracic(levels) ? thoracicRecoveryUnsedated.orElse(recoveryUnsedated) : recoveryUnsedated);
        }

        private static boolean thoracic(List<SpinalLevel> levels) {
            return !levels.isEmpty() && levels.stream()
                    .allMatch(level -> level.compareTo(SpinalLevel.T1) >= 0 && level.compareTo(SpinalLevel.T12) <= 0);
        }

        /** The first level under its own code, each further one under the additional code if there is one. */
        public List<String> codes(int levels, List<Guidance> chosen) {
            var codes = new ArrayList<String>();
            var ultrasound = chosen.contains(Guidance.ULTRASOUND) && cptWithUltrasound.isPresent();
            (ultrasound ? cptWithUltrasound : cpt).ifPresent(codes::add);
            if (levels > 1) {
                cptAdditional.ifPresent(codes::add);
            }
            return List.copyOf(codes);
        }

        public boolean isSpinal() {
            return procedure.region() == Region.CERVICAL_THORACIC || procedure.region() == Region.LUMBAR_SACRAL;
        }
    }
}
