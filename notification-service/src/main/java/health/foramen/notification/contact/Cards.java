package health.foramen.notification.contact;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The copies of cards that this service keeps. */
public interface Cards {

    Optional<PatientCard> patient(String patientId);

    /** Those that are there, in no particular order. */
    List<PatientCard> patients(Collection<String> patientIds);

    Optional<SiteCard> site(String siteId);

    /** Whose family name, given name or number holds these letters, at most {@code limit}; all of them when there are none. */
    List<PatientCard> named(String letters, int limit);

    /** @return false when a newer one is there already, or the patient was erased since */
    boolean keep(PatientCard card);

    /** @return false when a newer one is there already */
    boolean keep(SiteCard card);

    /** Leaves nothing but the version at which it happened, so that an older card never comes back. */
    void erasePatient(String patientId, long version);

    /** The patients who share this number. */
    List<String> patientsOf(NumberKey number);
}
