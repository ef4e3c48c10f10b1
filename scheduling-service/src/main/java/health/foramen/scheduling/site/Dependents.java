package health.foramen.scheduling.site;

import java.util.List;

/** Whoever was promised something at a site, and would lose it if the site became another. */
public interface Dependents {

    /**
     * An appointment that could not be kept.
     *
     * @param localStart what the patient was told
     * @param because    a sentence
     */
    record Broken(String appointment, String localStart, String because) {
    }

    /** Appointments to come that fit the site as it is, and would not fit it any more. */
    List<Broken> brokenBy(Site now, Site next);

    /** It was changed all the same: somebody has to find them another place. */
    void displaced(Site changed, List<Broken> broken);
}
