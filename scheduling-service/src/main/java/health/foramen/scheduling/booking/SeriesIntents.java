package health.foramen.scheduling.booking;

import java.util.List;
import java.util.Optional;

/** Series by id. Those under way are few; those that are over are kept beside them. */
public interface SeriesIntents {

    record Seen(Series series, long version) {
    }

    List<Seen> underWay();

    /** Under way, or over. */
    Optional<Seen> find(String id);

    /** {@code false}: there is one of that id. */
    boolean begin(Series fresh);

    /** So many of one patient are remembered, the newest first; a bound for the document. */
    int MOST_OF_ONE = 50;

    /** Writes down whose series it is; twice is once. */
    void remember(String patient, String series);

    /** The ids of a patient's series, the newest first. */
    List<String> of(String patient);

    /** Goes on at the version seen; one that is over leaves those under way. {@code false}: somebody else went on with it. */
    boolean become(Seen seen, Series next);
}
