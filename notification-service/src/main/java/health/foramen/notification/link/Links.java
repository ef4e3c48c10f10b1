package health.foramen.notification.link;

import java.time.Instant;
import java.util.Optional;

/** All links, by the hash of their token. */
public interface Links {

    Optional<Kept> find(String tokenHash);

    void add(String tokenHash, Link link);

    /** @return false when somebody was quicker */
    boolean save(String tokenHash, Kept before, Link after);

    /** Those that ended before then leave. */
    void forgetEndedBefore(Instant then);

    record Kept(Link link, long version) {
    }
}
