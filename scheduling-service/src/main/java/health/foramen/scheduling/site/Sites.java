package health.foramen.scheduling.site;

import java.util.Collection;
import java.util.Optional;

/** All sites. There are few, and every page and every booking asks for one, so they are answered from memory, a second old at most. */
public interface Sites {

    /** A site and how often it was written down. */
    record Known(Site site, long version) {
    }

    Optional<Known> find(String id);

    Collection<Known> all();

    /** The first writing of a site; {@code false}: somebody was quicker. */
    boolean add(Site site);

    /** A correction of the site as it was at {@code seen}; {@code false}: somebody was quicker. */
    boolean replace(Site site, long seen);

    /** Looks whether others wrote; called every second. */
    void refresh();
}
