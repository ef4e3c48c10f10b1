package health.foramen.notification.contact;

import java.util.List;

/** Whoever must know that a card came, changed or went. Called off the request path; may be called twice for the same card. */
public interface CardWatch {

    void patientChanged(PatientCard card);

    /** Several at once, as after an import; whoever can rule most of them out together says so here. */
    default void patientsChanged(List<PatientCard> changed) {
        changed.forEach(this::patientChanged);
    }

    void siteChanged(SiteCard card);

    /** One record leads to another from now on; nothing of it is rewritten. */
    default void recordLeads(String recordId, String standing) {
    }

    void patientErased(String patientId);
}
