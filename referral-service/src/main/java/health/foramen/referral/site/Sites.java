package health.foramen.referral.site;

import java.util.List;
import java.util.Optional;

/** The copies. */
public interface Sites {

    Optional<KnownSite> find(String id);

    /** In the order of their names; a clinic has some tens. */
    List<KnownSite> all();

    /** Keeps it unless a newer one is there. */
    void keep(KnownSite site);

    /** The owner has spoken of a version. @return false when that or a newer one is here already */
    boolean announce(String id, long version);

    /** Whether a version was announced that is not here, or nothing is here at all. */
    boolean lacksSome();
}
