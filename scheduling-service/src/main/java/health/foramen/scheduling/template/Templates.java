package health.foramen.scheduling.template;

import java.util.List;
import java.util.Optional;

/** The templates of all sites: tens of them, read by pages and by publishing, never by a booking. */
public interface Templates {

    /** @param version how often it was written down */
    record Known(Template template, long version) {
    }

    Optional<Known> find(String id);

    List<Known> of(String site);

    boolean add(Template template);

    /** {@code false}: somebody was quicker. */
    boolean replace(Template template, long seen);
}
