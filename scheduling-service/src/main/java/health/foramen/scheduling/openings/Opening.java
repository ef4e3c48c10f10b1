package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.site.Site;

/**
 * A place where a visit would fit now.
 *
 * @param fit        how well the setting fits the plan; 0 is best
 * @param continuity whether the patient knows the clinician
 * @param gaps       how many of its edges leave a gap in the day; fewer fragment it less
 */
public record Opening(OpeningId id, Site site, Placement placement, int fit, boolean continuity, int gaps) {

    /** Whether the clinician's time is taken already: only with a reason and the right. */
    public boolean overbooks() {
        return placement.claims().stream().map(Claim::unit).anyMatch(Site::isBeside);
    }
}
