package health.foramen.referral;

import health.foramen.referral.referral.FollowingTreatment;
import health.foramen.referral.referral.SettlingPermits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What nobody has to ask for: unfinished steps are finished, and what nobody will report on any more is closed. Both read short lists. */
@Configuration
@EnableScheduling
class SweepConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SweepConfiguration.class);

    private final SettlingPermits permits;
    private final FollowingTreatment following;

    SweepConfiguration(SettlingPermits permits, FollowingTreatment following) {
        this.permits = permits;
        this.following = following;
    }

    @Scheduled(fixedDelayString = "${foramen.referral.sweep-every:5s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void settlePermits() {
        unlessTheStoreIsAway(permits::settleAll);
    }

    @Scheduled(fixedDelayString = "${foramen.referral.sweep-every:5s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void closeUnreported() {
        unlessTheStoreIsAway(following::closeUnreported);
    }

    /** The store comes back by itself, and so does the sweep: a line for the operator, and no alarm. */
    private static void unlessTheStoreIsAway(Runnable sweep) {
        try {
            sweep.run();
        } catch (DataAccessResourceFailureException e) {
            LOG.warn("the sweep found no store and will come again: {}", e.getMessage());
        }
    }
}
