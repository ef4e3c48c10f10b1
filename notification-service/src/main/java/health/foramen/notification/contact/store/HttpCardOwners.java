package health.foramen.notification.contact.store;

import health.foramen.notification.contact.CardOwners;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Fetches cards over HTTP: with the service's own token, behind a circuit breaker and a few tries each. */
public final class HttpCardOwners implements CardOwners {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCardOwners.class);

    /** The fields of referral-service's card that are kept here. */
    record PatientAnswer(String patientId, Long version, String givenName, String familyName, String initials, LocalDate birthDate, String language,
            String zone, String phone, String email, Consent consent, String preferredChannel, Instant asOf) {
        record Consent(boolean text, boolean email) {
        }
    }

    record PatientsAnswer(List<PatientAnswer> cards) {
    }

    record SiteAnswer(String siteId, Long version, String name, String zone, Address address, String directions, Map<String, String> directionsIn, String phone) {
        record Address(List<String> lines, String city, String region, String postcode, String country) {
            List<String> all() {
                List<String> all = new ArrayList<>(lines == null ? List.of() : lines);
                if (city != null) {
                    all.add(city);
                }
                String last = String.join(" ", Stream.of(region, postcode).filter(part -> part != null && !part.isBlank()).toList());
                if (!last.isBlank()) {
                    all.add(last);
                }
                return all;
            }
        }
    }

    /** One neighbour: where it is and how patient we are with it. */
    public record Neighbour(RestClient client, CircuitBreaker breaker, Retry retry) {
        <T> T call(Supplier<T> call) {
            return Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, call)).get();
        }
    }

    private final Neighbour referral;
    private final Neighbour scheduling;
    private final Clock clock;

    public HttpCardOwners(Neighbour referral, Neighbour scheduling, Clock clock) {
        this.referral = referral;
        this.scheduling = scheduling;
        this.clock = clock;
    }

    @Override
    public List<PatientCard> patients(Collection<String> patientIds) {
        try {
            PatientsAnswer answer = referral.call(() -> referral.client().post().uri("/api/patients/cards").body(Map.of("ids", patientIds))
                    .retrieve().body(PatientsAnswer.class));
            return answer == null || answer.cards() == null ? List.of() : answer.cards().stream().flatMap(card -> card(card).stream()).toList();
        } catch (RuntimeException e) {
            throw new Away("referral-service does not give cards: " + e.getMessage(), e);
        }
    }

    /** A card that cannot be read is as good as none: it is logged by its id, and the next change of it is another try. */
    private Optional<PatientCard> card(PatientAnswer answer) {
        try {
            PatientAnswer.Consent consent = answer.consent() == null ? new PatientAnswer.Consent(false, false) : answer.consent();
            return Optional.of(new PatientCard(answer.patientId(), answer.version(), answer.givenName(), answer.familyName(), answer.initials(),
                    answer.birthDate(), Language.of(answer.language()).orElse(Language.ENGLISH), ZoneId.of(answer.zone()), Optional.ofNullable(answer.phone()),
                    Optional.ofNullable(answer.email()), consent.text(), consent.email(), Optional.ofNullable(answer.preferredChannel()),
                    Optional.ofNullable(answer.asOf()).orElseGet(clock::instant)));
        } catch (DateTimeException | NullPointerException e) {
            LOG.warn("card of patient {} cannot be read: {}", answer.patientId(), e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Optional<SiteCard> site(String siteId) {
        try {
            return Optional.ofNullable(scheduling.call(() -> known(siteId))).map(answer -> new SiteCard(answer.siteId(), answer.version(), answer.name(),
                    ZoneId.of(answer.zone()), answer.address() == null ? List.of() : answer.address().all(), Optional.ofNullable(answer.directions()),
                    answer.directionsIn(), Optional.ofNullable(answer.phone()), clock.instant()));
        } catch (RuntimeException e) {
            throw new Away("scheduling-service does not give the site " + siteId + ": " + e.getMessage(), e);
        }
    }

    private SiteAnswer known(String siteId) {
        try {
            return scheduling.client().get().uri("/api/sites/{id}", siteId).retrieve().body(SiteAnswer.class);
        } catch (HttpClientErrorException.NotFound _) {
            return null;
        }
    }
}
