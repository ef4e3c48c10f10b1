package health.foramen.referral;

import health.foramen.referral.duplicates.MergingPatients;
import health.foramen.referral.history.BringingInHistory;
import health.foramen.referral.referral.FollowingTreatment;
import health.foramen.referral.referral.SettlingPermits;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final BringingInHistory history;
    private final MergingPatients merging;
    private final AtomicBoolean bringing = new AtomicBoolean();

    SweepConfiguration(SettlingPermits permits, FollowingTreatment following, BringingInHistory history, MergingPatients merging) {
        this.permits = permits;
        this.following = following;
        this.history = history;
        this.merging = merging;
    }

    /** Piece after piece, until no list is left; another instance may do the other half. A long list holds up no other sweep. */
    @Scheduled(fixedDelayString = "${foramen.referral.lists-every:500ms}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void bringInHistory() {
        if (bringing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("history-lists").start(() -> {
                try {
                    while (history.work()) {
                        LOG.debug("a piece of a list is done");
                    }
                } catch (RuntimeException e) {
                    LOG.warn("a list was left for later: {}", e.toString());
                } finally {
                    bringing.set(false);
                }
            });
        }
    }

    @Scheduled(fixedDelayString = "${foramen.referral.sweep-every:5s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void settlePermits() {
        unlessTheStoreIsAway(permits::settleAll);
    }

    /** Dates change once a day; looked at often enough for any zone and for a clock that jumps. */
    @Scheduled(fixedDelayString = "${foramen.referral.prolong-every:10m}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void prolongPermits() {
        unlessTheStoreIsAway(permits::prolongAll);
    }

    @Scheduled(fixedDelayString = "${foramen.referral.sweep-every:5s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void finishMerges() {
        unlessTheStoreIsAway(merging::goOnWithAll);
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
