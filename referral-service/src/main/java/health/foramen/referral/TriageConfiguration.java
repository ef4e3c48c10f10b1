package health.foramen.referral;

import health.foramen.outbox.StableIds;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.SettlingPermits;
import health.foramen.referral.site.KnowingSites;
import health.foramen.referral.triage.Claims;
import health.foramen.referral.triage.DraftingPlans;
import health.foramen.referral.triage.OverridesGiven;
import health.foramen.referral.triage.SettlingClearances;
import health.foramen.referral.triage.TriagingReferrals;
import health.foramen.referral.triage.TryingReferrals;
import health.foramen.referral.triage.store.MongoClaims;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;

/** Triage, and what must be cleared before a visit. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TriageConfiguration.Triage.class)
class TriageConfiguration {

    /** @param claim how long a referral belongs to the clinician who reads it, in real time, when nothing more is heard of her */
    @ConfigurationProperties("foramen.referral.triage")
    record Triage(@DefaultValue("10m") Duration claim) {

        Triage {
            if (claim.isNegative() || claim.isZero()) {
                throw new IllegalArgumentException("foramen.referral.triage.claim is a time such as 10m");
            }
        }
    }

    @Bean
    DraftingPlans draftingPlans(Ledgers ledgers, Packs packs, KnowingSites sites, Clock clock) {
        return new DraftingPlans(ledgers, packs, sites, clock);
    }

    @Bean
    Claims claims(MongoOperations mongo, Triage triage) {
        return new MongoClaims(mongo, triage.claim(), InstantSource.system());
    }

    @Bean
    TriagingReferrals triagingReferrals(Referrals referrals, DraftingPlans plans, SettlingPermits permits, Claims claims, MeterRegistry meters, Clock clock) {
        return new TriagingReferrals(referrals, plans, permits, claims,
                rule -> Counter.builder("foramen.findings.overridden").description("blocking findings that a clinician answered for").tag("rule", rule)
                        .register(meters).increment(),
                referral -> StableIds.of("permit", referral.toString()), clock);
    }

    @Bean
    SettlingClearances settlingClearances(Referrals referrals, SettlingPermits permits, Clock clock) {
        return new SettlingClearances(referrals, permits, clock);
    }

    @Bean
    OverridesGiven overridesGiven(Referrals referrals) {
        return new OverridesGiven(referrals);
    }

    @Bean
    TryingReferrals tryingReferrals(Referrals referrals, Ledgers ledgers, Packs packs, Clock clock) {
        return new TryingReferrals(referrals, ledgers, packs, clock);
    }

    /** What ends by itself. */
    @Configuration(proxyBeanMethods = false)
    static class Sweep {

        private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

        private final SettlingClearances clearances;
        private final Claims claims;

        Sweep(SettlingClearances clearances, Claims claims) {
            this.clearances = clearances;
            this.claims = claims;
        }

        @Scheduled(fixedDelayString = "${foramen.referral.sweep-every:5s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
        void expireClearances() {
            unlessTheStoreIsAway(clearances::expire);
        }

        @Scheduled(fixedDelayString = "1h", initialDelayString = "1m")
        void forgetOldClaims() {
            unlessTheStoreIsAway(claims::forgetOld);
        }

        private static void unlessTheStoreIsAway(Runnable sweep) {
            try {
                sweep.run();
            } catch (DataAccessResourceFailureException e) {
                LOG.warn("the sweep found no store and will come again: {}", e.getMessage());
            }
        }
    }
}
