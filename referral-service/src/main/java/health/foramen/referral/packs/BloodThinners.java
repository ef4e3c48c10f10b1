package health.foramen.referral.packs;

import java.util.Map;
import java.util.Optional;

/** The drugs that thin the blood. The software never tells a patient to stop one: it opens a clearance for the prescriber. */
public record BloodThinners(PackInfo info, Map<String, Drug> drugs) {

    public Optional<Drug> drug(String code) {
        return Optional.ofNullable(drugs.get(code));
    }

    /** One drug with its hold for each class of risk. */
    public record Drug(String code, String name, Hold intermediate, Hold low, String source, Confidence confidence) {

        public Hold hold(RiskClass risk) {
            return switch (risk) {
                case INTERMEDIATE -> intermediate;
                case LOW -> low;
                case NONE -> new Hold.Unneeded();
            };
        }
    }

    /** How long a drug is held before the needle. */
    public sealed interface Hold {

        record Unneeded() implements Hold {
        }

        /** Prescriber and proceduralist decide together; no number. */
        record SharedDecision() implements Hold {
        }

        /** @param also a further condition, such as a normal INR */
        record Days(int days, Optional<String> also) implements Hold {
        }

        record Hours(int hours) implements Hold {
        }

        /** No value is shipped: the clinician must enter one. */
        record ClinicianEnters() implements Hold {
        }
    }
}
