package health.foramen.notification.notice;

import java.time.Instant;

/**
 * News about a referral that its referrer shall look at.
 *
 * @param version of the referral that the news is about; with its id it names the notice
 * @param at      when it happened
 */
public record Notice(String referralId, long version, Instant at) {

    public String id() {
        return referralId + "-" + version;
    }
}
