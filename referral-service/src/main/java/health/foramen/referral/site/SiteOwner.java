package health.foramen.referral.site;

import java.util.List;

/** Whoever writes the sites down. */
@FunctionalInterface
public interface SiteOwner {

    /**
     * All of them.
     *
     * @throws Away when there is no answer now
     */
    List<KnownSite> all();

    /** The owner does not answer; another time it will. */
    final class Away extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Away(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
