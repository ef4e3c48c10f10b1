package health.foramen.notification.contact;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Whoever must know that a card came, changed or went. Called off the request path; may be called twice for the same card. */
public interface CardWatch {

    void patientChanged(PatientCard card);

    /** Several at once, as after an import: most of them concern nobody. Whom other records lead to may be known here under one of those. */
    default void patientsChanged(List<PatientCard> changed) {
        Set<String> concerned = concerned(changed.stream().map(PatientCard::patientId).toList());
        changed.stream().filter(card -> concerned.contains(card.patientId()) || !card.formerly().isEmpty()).forEach(this::patientChanged);
    }

    /** Those of the patients under whose very ids something is kept here. */
    Set<String> concerned(Collection<String> patientIds);

    void siteChanged(SiteCard card);

    /** One record leads to another from now on; nothing of it is rewritten. */
    default void recordLeads(String recordId, String standing) {
    }

    void patientErased(String patientId);
}
