package health.foramen.referral;

import health.foramen.referral.referral.web.SiteNames;
import health.foramen.referral.site.KnowingSites;
import health.foramen.referral.site.SiteOwner;
import health.foramen.referral.site.messaging.SiteEvents;
import health.foramen.referral.site.store.HttpSiteOwner;
import health.foramen.referral.site.store.MongoSites;
import health.foramen.safeguard.ServiceTokens;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;

/** What the clinic's sites and clinicians are called. */
@Configuration(proxyBeanMethods = false)
class SiteConfiguration {

    @Bean
    KnowingSites knowingSites(MongoOperations mongo, @Value("${foramen.scheduling-url}") String url, ServiceTokens tokens) {
        return new KnowingSites(new MongoSites(mongo), new HttpSiteOwner(url, tokens), InstantSource.system());
    }

    @Bean
    SiteEvents siteEvents(KnowingSites sites) {
        return new SiteEvents(sites);
    }

    @Bean
    SiteNames siteNames(KnowingSites sites) {
        return sites::name;
    }

    @Bean
    Refreshing refreshing(KnowingSites sites) {
        return new Refreshing(sites);
    }

    /** An owner that is slow to answer holds up no sweep. */
    static final class Refreshing {

        private static final Logger LOG = LoggerFactory.getLogger(Refreshing.class);

        private final KnowingSites sites;
        private final AtomicBoolean asking = new AtomicBoolean();

        Refreshing(KnowingSites sites) {
            this.sites = sites;
        }

        @Scheduled(fixedDelayString = "${foramen.referral.sites-every:1s}", initialDelayString = "${foramen.referral.sites-every:1s}")
        void refresh() {
            if (asking.compareAndSet(false, true)) {
                Thread.ofVirtual().name("sites").start(() -> {
                    try {
                        sites.refresh().ifPresent(count -> LOG.debug("scheduling-service told of {} sites", count));
                    } catch (SiteOwner.Away e) {
                        LOG.warn("{}", e.getMessage());
                    } catch (RuntimeException e) {
                        LOG.warn("sites were not refreshed and will be asked for again: {}", e.toString());
                    } finally {
                        asking.set(false);
                    }
                });
            }
        }
    }
}
