package health.foramen.scheduling.permit.store;

import health.foramen.safeguard.ServiceTokens;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.PermitOwner;
import java.util.List;
import java.util.Optional;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Asks referral-service for its word on a permit, behind a circuit breaker: a patient at the door does not wait for a dead line. */
public final class ReferralPermits implements PermitOwner {

    private record Fact(String status, long sequence, boolean holdOnly, List<ClearanceWords> clearances) {
    }

    private record ClearanceWords(String kind, String state) {
    }

    private final RestClient referrals;
    private final ServiceTokens tokens;
    private final CircuitBreaker breaker;

    public ReferralPermits(RestClient referrals, ServiceTokens tokens, CircuitBreaker breaker) {
        this.referrals = referrals;
        this.tokens = tokens;
        this.breaker = breaker;
    }

    @Override
    public Optional<Word> ask(String permit) {
        return breaker.run(() -> answer(permit), why -> {
            throw new Away("referral-service did not answer for permit " + permit + ": " + why, why);
        });
    }

    private Optional<Word> answer(String permit) {
        try {
            Fact fact = referrals.get().uri("/api/permits/{id}", permit).header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.bearer())
                    .retrieve().body(Fact.class);
            return Optional.ofNullable(fact).map(f -> new Word(f.status(), f.sequence(), f.holdOnly(), f.clearances() == null ? List.of()
                    : f.clearances().stream().map(c -> new Permit.Clearance(c.kind(), c.state())).toList()));
        } catch (HttpClientErrorException.NotFound | HttpClientErrorException.BadRequest _) {
            return Optional.empty();
        }
    }
}
