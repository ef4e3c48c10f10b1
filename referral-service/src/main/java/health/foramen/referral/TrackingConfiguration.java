package health.foramen.referral;

import health.foramen.referral.notice.NoticeAddresses;
import health.foramen.referral.notice.store.MongoNoticeAddresses;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.WaitsFor;
import health.foramen.referral.tracking.Owners;
import health.foramen.referral.tracking.WatchingReferrals;
import health.foramen.referral.tracking.WatchingReferrals.Tally;
import health.foramen.referral.tracking.store.MongoOwners;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps what is open in sight, for people as a list and for operators as figures. */
@Configuration(proxyBeanMethods = false)
class TrackingConfiguration {

    @Bean
    WatchingReferrals watchingReferrals(Referrals referrals, Owners owners, @Value("${foramen.referral.stale-after-days:180}") int staleAfterDays, Clock clock) {
        return new WatchingReferrals(referrals, owners, staleAfterDays, clock);
    }

    @Bean
    Owners owners(MongoOperations mongo) {
        return new MongoOwners(mongo);
    }

    @Bean
    NoticeAddresses noticeAddresses(MongoOperations mongo) {
        return new MongoNoticeAddresses(mongo);
    }

    @Bean
    OpenReferralMeters openReferralMeters(WatchingReferrals watching, MeterRegistry meters) {
        return new OpenReferralMeters(watching, meters);
    }

    /** {@code foramen.referrals.open} by what is waited for, {@code .stale}, {@code .oldest.unowned}; counted once a minute. */
    static final class OpenReferralMeters {

        private static final Logger LOG = LoggerFactory.getLogger(OpenReferralMeters.class);

        private final WatchingReferrals watching;
        private volatile Tally tally = new Tally(Map.of(), 0, Optional.empty());

        OpenReferralMeters(WatchingReferrals watching, MeterRegistry meters) {
            this.watching = watching;
            for (var waiting : WaitsFor.values()) {
                Gauge.builder("foramen.referrals.open", () -> tally.open().getOrDefault(waiting, 0)).tag("waiting", waiting.code())
                        .description("Referrals that have not ended").register(meters);
            }
            Gauge.builder("foramen.referrals.stale", () -> tally.stale()).description("Open for longer than anybody should wait").register(meters);
            Gauge.builder("foramen.referrals.oldest.unowned", () -> tally.oldestUnowned().map(Duration::toSeconds).orElse(0L)).baseUnit("seconds")
                    .description("Age of the oldest open referral that needs somebody and has nobody").register(meters);
        }

        @Scheduled(fixedDelayString = "${foramen.referral.watch-every:60s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
        void look() {
            try {
                tally = watching.tally();
            } catch (DataAccessResourceFailureException e) {
                LOG.warn("the open referrals were not counted, the store is away: {}", e.getMessage());
            }
        }
    }
}
