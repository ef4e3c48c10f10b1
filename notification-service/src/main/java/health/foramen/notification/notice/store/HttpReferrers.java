package health.foramen.notification.notice.store;

import health.foramen.notification.notice.Referrers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Optional;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Asks referral-service, with the service's own token. Addresses are not kept here: they are asked for when a letter leaves. */
public final class HttpReferrers implements Referrers {

    record Answer(String referralId, String email) {
    }

    private final RestClient referral;
    private final CircuitBreaker breaker;

    public HttpReferrers(RestClient referral, CircuitBreaker breaker) {
        this.referral = referral;
        this.breaker = breaker;
    }

    @Override
    public Optional<String> address(String referralId) {
        try {
            return CircuitBreaker.decorateSupplier(breaker, () -> asked(referralId)).get();
        } catch (RuntimeException e) {
            throw new Away("referral-service does not give addresses: " + e.getMessage(), e);
        }
    }

    private Optional<String> asked(String referralId) {
        try {
            return Optional.ofNullable(referral.get().uri("/api/referrals/{id}/notice-address", referralId).retrieve().body(Answer.class)).map(Answer::email);
        } catch (HttpClientErrorException.NotFound _) {
            return Optional.empty();
        }
    }
}
