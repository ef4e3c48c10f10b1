package health.foramen.scheduling.permit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cards of patients that this service has to name. */
public interface Cards {

    Optional<Card> find(String patient);

    /** A card for each id asked: an unknown patient's says that the name is on its way. */
    Map<String, Card> named(Collection<String> patients);

    /** A patient must be named here; does nothing when the card is known. */
    void want(String patient);

    /**
     * The owner changed these patients.
     *
     * @param sequences the newest change of each
     * @return those to whom it was new; of the others the change is known, or nobody here has to name them yet
     */
    Set<String> changed(Map<String, Long> sequences);

    boolean erased(String patient, long sequence);

    /** Cards that are to be fetched, at most so many. */
    List<String> wanted(int atMost);

    /**
     * What the owner answered for one patient; nothing: the owner does not know them.
     *
     * @param seenSequence what the card was at before the owner was asked, to notice a change meanwhile
     */
    void fetched(String patient, long seenSequence, Optional<Card.Words> words);
}
