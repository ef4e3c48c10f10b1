package health.foramen.notification;

import health.foramen.notification.NotificationConfiguration.Checked;
import health.foramen.notification.mail.Mails;
import health.foramen.notification.notice.NotifyingReferrers;
import health.foramen.notification.notice.Notices;
import health.foramen.notification.notice.Referrers;
import health.foramen.notification.notice.messaging.ReferralNews;
import health.foramen.notification.notice.store.HttpReferrers;
import health.foramen.notification.notice.store.MongoNotices;
import health.foramen.safeguard.ServiceTokens;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.client.RestClient;

/** Referrers hear that there is news. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

    @Bean
    Notices notices(MongoOperations mongo) {
        return new MongoNotices(mongo);
    }

    @Bean
    Referrers referrers(@LoadBalanced RestClient.Builder neighbours, ServiceTokens tokens, CircuitBreakerRegistry breakers) {
        return new HttpReferrers(neighbours.clone().baseUrl("http://referral-service").requestInterceptor(tokens.onEveryRequest()).build(),
                breakers.circuitBreaker("referral"));
    }

    @Bean
    NotifyingReferrers notifyingReferrers(Notices notices, Referrers referrers, Mails mails, Checked checked, Clock clock) {
        return new NotifyingReferrers(notices, referrers, mails, checked.properties().publicUrl().toString().replaceAll("/$", ""), clock);
    }

    @Bean
    ReferralNews referralNews(NotifyingReferrers notifying) {
        return new ReferralNews(notifying);
    }

    @Bean
    Postman noticePostman(NotifyingReferrers notifying) {
        return new Postman(notifying);
    }

    /** Looks every two seconds, less often while a neighbour or the mail server is away. In real time: an e-mail waits for no clock of the sandbox. */
    static final class Postman implements SmartLifecycle {

        private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
        private static final Duration PAUSE = Duration.ofSeconds(2);
        private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

        private final NotifyingReferrers notifying;
        private final Semaphore closing = new Semaphore(0);
        private volatile boolean running;

        Postman(NotifyingReferrers notifying) {
            this.notifying = notifying;
        }

        @Override
        public void start() {
            running = true;
            Thread.ofVirtual().name("notices").start(this::work);
        }

        private void work() {
            var pause = PAUSE;
            try {
                while (!closing.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    pause = round() ? PAUSE : pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean round() {
            try {
                return notifying.send();
            } catch (RuntimeException e) {
                LOG.warn("notices wait: {}", e.getMessage());
                return false;
            }
        }

        @Override
        public void stop() {
            running = false;
            closing.release();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return -500;
        }
    }
}
