package health.foramen.notification.contact;

/** Whoever must know that a card came, changed or went. Called off the request path; may be called twice for the same card. */
public interface CardWatch {

    void patientChanged(PatientCard card);

    void siteChanged(SiteCard card);

    void patientErased(String patientId);
}
