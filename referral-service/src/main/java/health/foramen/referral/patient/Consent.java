package health.foramen.referral.patient;

import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One word of a patient on one way of reaching them: yes or no, when, who wrote it down, and how that person knew.
 *
 * @param how such as "called today", or the referral that said so
 */
public record Consent(Channel channel, boolean given, Instant at, Who by, String how) {

    /** The newest of each channel is what holds; the rest is kept to answer for it. */
    private static final int MOST = 40;

    /** What is new in a contact, added to what was known. */
    static List<Consent> heard(List<Consent> known, Contact before, Contact now, Instant at, Who by, String how) {
        var all = new ArrayList<>(known);
        if (before.consentText() != now.consentText()) {
            all.add(new Consent(Channel.TEXT, now.consentText(), at, by, how));
        }
        if (before.consentEmail() != now.consentEmail()) {
            all.add(new Consent(Channel.EMAIL, now.consentEmail(), at, by, how));
        }
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }
}
