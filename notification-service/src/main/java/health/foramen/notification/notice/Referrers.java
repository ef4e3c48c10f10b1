package health.foramen.notification.notice;

import java.util.Optional;

/** Who knows where a referral's referrer wants to hear of news. */
public interface Referrers {

    /**
     * @return empty when that person wants no e-mail
     * @throws Away when the owner cannot be asked now
     */
    Optional<String> address(String referralId);

    /** The owner does not answer; it will. */
    final class Away extends RuntimeException {

        private static final long serialVersionUID = 1;

        public Away(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
