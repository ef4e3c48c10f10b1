package health.foramen.notification.offer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All offers, by the patient who got them. */
public interface Offers {

    /** At most so many of one patient; the oldest leave. */
    int MOST = 20;

    List<Offer> of(String patientId);

    /** Those of the patients who ever got one. */
    Set<String> patientsWithAny(Collection<String> patientIds);

    /**
     * Lets somebody decide on one patient's offers, and again when another was quicker.
     *
     * @param decision gets what is known of the offer; empty from it leaves everything as it was
     * @return the offer as it was stored now; empty when nothing was
     */
    Optional<Offer> change(String patientId, String offerId, Function<Optional<Offer>, Optional<Decided>> decision);

    void forget(String patientId);

    /** @param told goes to scheduling-service in the same write */
    record Decided(Offer offer, Optional<Offer.Answer> told) {
    }
}
