package health.foramen.notification.contact;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The services that own what the cards are copies of. */
public interface CardOwners {

    /** At most 200 at once. Those that the owner does not know are missing from the answer. */
    List<PatientCard> patients(Collection<String> patientIds);

    Optional<SiteCard> site(String siteId);

    /** The owner cannot be asked now. */
    final class Away extends RuntimeException {

        private static final long serialVersionUID = 1;

        public Away(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
