package health.foramen.scheduling.site;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** The zone of most sites. */
    default ZoneId home() {
        return all().stream().collect(Collectors.groupingBy(known -> known.site().zone(), Collectors.counting())).entrySet().stream()
                .max(Map.Entry.<ZoneId, Long>comparingByValue().thenComparing(e -> e.getKey().getId(), Comparator.reverseOrder()))
                .map(Map.Entry::getKey).orElse(ZoneOffset.UTC);
    }
}
