package health.foramen.referral;

import health.foramen.referral.referral.FollowingTreatment;
import health.foramen.referral.referral.SettlingPermits;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What nobody has to ask for: unfinished steps are finished, and what nobody will report on any more is closed. Both read short lists. */
@Configuration
@EnableScheduling
class SweepConfiguration {

    private final SettlingPermits permits;
    private final FollowingTreatment following;

    SweepConfiguration(SettlingPermits permits, FollowingTreatment following) {
        this.permits = permits;
        this.following = following;
    }

    @Scheduled(fixedDelayString = "${foramen.referral.sweep-every:5s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void settlePermits() {
        permits.settleAll();
    }

    @Scheduled(fixedDelayString = "${foramen.referral.sweep-every:5s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void closeUnreported() {
        following.closeUnreported();
    }
}
