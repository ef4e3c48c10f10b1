package health.foramen.referral.packs;

import health.foramen.referral.care.Family;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one payer asks before it pays, by family of procedures. A family that is not listed has clinical rules only. */
public record PayerPack(PackInfo info, Map<Family, Terms> families) {

    public PayerPack {
        families = Map.copyOf(families);
    }

    public String code() {
        return info.name();
    }

    public String title() {
        return info.title();
    }

    public Optional<Terms> terms(Family family) {
        return Optional.ofNullable(families.get(family));
    }

    /**
     * The terms of one family.
     *
     * @param painMonths        calendar months of pain, where the payer counts in months
     * @param scaleRequired     a pain or function scale before and after
     * @param exemptIndications ICD-10-CM prefixes for which the wait is not asked (zoster); care that was tried still is
     * @param guidance          empty: as the catalogue
     * @param levels            most levels in one session, by procedure
     * @param oneRegion         one session treats one region
     * @param sessions          every window counts; all must have room
     */
    public record Terms(Family family, Optional<Sourced<Integer>> painWeeks, Optional<Sourced<Integer>> painMonths,
                        boolean scaleRequired, Optional<Sourced<Integer>> conservativeCareWeeks, List<String> exemptIndications,
                        List<Guidance> guidance, boolean contrastRequired, Map<Procedure, Integer> levels, boolean oneRegion,
                        List<Window> sessions, Optional<Sourced<Integer>> spacingDays, Optional<Repeat> repeat,
                        Optional<Sourced<Integer>> imagingMonths, List<Sedation> sedationNotRoutine,
                        Optional<DiagnosticBlocks> diagnosticBlocks, List<Setting> authorisationIn, String source, Confidence confidence) {
    }

    /** At most {@code count} injection sessions of the family per region in any rolling {@code months}. */
    public record Window(int count, int months, String source, Confidence confidence) {

        public Window {
            if (count < 1 || months < 1) {
                throw new IllegalArgumentException("a window counts at least one session in at least one month");
            }
        }
    }

    /**
     * A repeat needs this relief, for this long, from the session before.
     *
     * @param functionGainPercent or, where the payer takes that for relief, so much better function, for as long
     */
    public record Repeat(int reliefPercent, Sourced<Integer> sustainedDays, Optional<Sourced<Integer>> functionGainPercent) {
    }

    /** So many diagnostic blocks, each with this relief, before radiofrequency. */
    public record DiagnosticBlocks(int count, int reliefPercent) {
    }
}
