package health.foramen.referral.notice;

import java.util.Optional;

/** Where referrers want to hear of news, by account. Nobody is written to who did not ask for it. */
public interface NoticeAddresses {

    Optional<String> of(String account);

    /** @param address empty: no e-mails any more */
    void keep(String account, Optional<String> address);
}
