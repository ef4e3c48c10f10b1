package health.foramen.scheduling.permit.store;

import health.foramen.safeguard.ServiceTokens;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.CardOwner;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClient;

/** Asks referral-service for the names of patients, behind a circuit breaker: while it is away nobody knocks for long. */
public final class ReferralCards implements CardOwner {

    private record Ids(Collection<String> ids) {
    }

    private record Answer(List<CardWords> cards) {
    }

    private record CardWords(String patientId, String givenName, String familyName, String initials, Optional<LocalDate> birthDate, String language,
            Instant asOf) {
    }

    private final RestClient referrals;
    private final ServiceTokens tokens;
    private final CircuitBreaker breaker;

    public ReferralCards(RestClient referrals, ServiceTokens tokens, CircuitBreaker breaker) {
        this.referrals = referrals;
        this.tokens = tokens;
        this.breaker = breaker;
    }

    @Override
    public Map<String, Card.Words> fetch(Collection<String> patients) {
        return breaker.run(() -> ask(patients), why -> {
            throw new Away("referral-service did not tell the names of " + patients.size() + " patients: " + why, why);
        });
    }

    private Map<String, Card.Words> ask(Collection<String> patients) {
        Answer answer = referrals.post().uri("/api/patients/cards").header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.bearer())
                .body(new Ids(patients)).retrieve().body(Answer.class);
        return answer == null ? Map.of() : answer.cards().stream().collect(Collectors.toMap(CardWords::patientId,
                c -> new Card.Words(c.givenName(), c.familyName(), c.initials(), c.birthDate(), c.language(), c.asOf())));
    }
}
