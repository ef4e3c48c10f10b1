package health.foramen.referral.site;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Setting;
import java.util.List;
import java.util.Optional;

/**
 * A site as a plan may name it. It begins when its owner speaks of it, changes when the owner says so, and never ends: a site that is closed for good
 * may still stand in an old plan.
 *
 * @param version    the owner's; a newer one replaces an older one
 * @param clinicians at most {@value #MOST_CLINICIANS}, as the owner bounds them
 */
public record KnownSite(String id, long version, String name, Setting setting, List<Clinician> clinicians) {

    public static final int MOST_CLINICIANS = 100;

    public KnownSite {
        clinicians = clinicians.stream().limit(MOST_CLINICIANS).toList();
    }

    /** @param procedures codes of what they do here */
    public record Clinician(String id, String name, List<String> procedures) {

        public Clinician {
            procedures = List.copyOf(procedures);
        }

        public boolean does(Procedure procedure) {
            return procedures.contains(procedure.code());
        }
    }

    public Optional<Clinician> clinician(String clinicianId) {
        return clinicians.stream().filter(each -> each.id().equals(clinicianId)).findFirst();
    }
}
