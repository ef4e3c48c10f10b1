package health.foramen.notification.notice;

import health.foramen.notification.mail.Letter;
import health.foramen.notification.mail.Mails;
import health.foramen.notification.mail.Mails.Posting;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;

/** Writes the notices. The letter says that something is there to be read, and nothing of what: no patient, no clinic's word, no decision. */
public final class NotifyingReferrers {

    /** News of so long ago has been seen, or nobody waits for it; a consumer that begins anew must not write about last year. */
    private static final Duration FRESH = Duration.ofDays(3);
    private static final int AT_ONCE = 50;

    private final Notices notices;
    private final Referrers referrers;
    private final Mails mails;
    private final String site;
    private final Clock clock;

    /** @param site the address people sign in at */
    public NotifyingReferrers(Notices notices, Referrers referrers, Mails mails, String site, Clock clock) {
        this.notices = notices;
        this.referrers = referrers;
        this.mails = mails;
        this.site = site;
        this.clock = clock;
    }

    /** @return false when nothing had to be planned */
    public boolean heard(Notice notice) {
        return !notice.at().isBefore(clock.instant().minus(FRESH)) && notices.plan(notice);
    }

    /**
     * One round over what waits.
     *
     * @return false when some of it still waits for the mail server
     * @throws Referrers.Away when addresses cannot be asked for
     */
    public boolean send() {
        var told = new HashSet<String>();
        var all = true;
        for (var notice : notices.waiting(AT_ONCE)) {
            if (told.contains(notice.referralId())) {
                notices.ended(notice, "told with an earlier one");
            } else if (notice.at().isBefore(clock.instant().minus(FRESH))) {
                notices.ended(notice, "too late to be news");
            } else {
                var end = write(notice);
                end.ifPresent(words -> notices.ended(notice, words));
                all &= end.isPresent();
                told.add(notice.referralId());
            }
        }
        return all;
    }

    /** @return how it ended; empty when it still waits */
    private Optional<String> write(Notice notice) {
        var address = referrers.address(notice.referralId());
        return address.isEmpty() ? Optional.of("no e-mail wanted") : switch (mails.post(letter(notice, address.get()))) {
            case Posting.Posted _ -> Optional.of("sent");
            case Posting.Refused(var sentence) -> Optional.of("refused: " + sentence);
            // It goes again under its Message-ID: a mailbox shows it once.
            case Posting.NotNow _, Posting.Unsure _ -> Optional.empty();
        };
    }

    private Letter letter(Notice notice, String to) {
        var link = site + "/referrals/" + notice.referralId();
        var plain = """
                There is news about a referral of your practice.

                Please sign in to read it:
                %s

                This e-mail says no more on purpose. Under My referrals, E-mail about news, you can change the address or switch these e-mails off.
                """.formatted(link);
        var html = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>News about a referral</title></head>
                <body style="margin:0;background:#f6f5f2;color:#1d1c1a;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
                <div style="max-width:34rem;margin:0 auto;padding:24px;background:#ffffff">
                <p>There is news about a referral of your practice.</p>
                <p><a href="%s" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#0b5c5c;color:#ffffff;text-decoration:none">Sign in to read it</a></p>
                <p style="color:#5c5a55">This e-mail says no more on purpose. Under My referrals, E-mail about news, you can change the address or switch these e-mails off.</p>
                </div></body></html>
                """.formatted(link);
        return new Letter(to, "notice-" + notice.id(), "News about a referral is waiting for you", plain, html, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
