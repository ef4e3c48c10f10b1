package health.foramen.notification.text.twilio;

import com.fasterxml.jackson.annotation.JsonProperty;
import health.foramen.notification.text.Fingerprint;
import health.foramen.notification.text.StatusReport;
import health.foramen.notification.text.Texts;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends by Twilio's API. The one thing that it is careful about is what a fault says of the text: a refused connection, a 429 or a 503
 * say that the provider does not have it, and only those are tried again here; a lost answer, a time-out or any other 5xx say nothing.
 */
public final class TwilioTexts implements Texts {

    private static final Logger LOG = LoggerFactory.getLogger(TwilioTexts.class);

    /** Longer pauses than this are the dispatcher's to wait. */
    static final Duration LONGEST_PAUSE_HERE = Duration.ofSeconds(2);
    private static final Duration UNTOLD_PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 50;

    /**
     * @param sender         number or name that texts come from
     * @param statusCallback where the provider reports; the message's reference is appended
     */
    public record Account(String sid, String sender, String statusCallback) {
    }

    /** Around each call, from the outside to the inside. */
    public record Guards(Retry retry, CircuitBreaker breaker, RateLimiter rate, Bulkhead bulkhead, TimeLimiter time) {
    }

    /** Only what is surely not taken, and only after a brief pause: ours with jitter, or the provider's own if that is longer. */
    public static RetryConfig retrying() {
        IntervalFunction jittered = IntervalFunction.ofExponentialRandomBackoff(200, 2, 0.5);
        return RetryConfig.custom().maxAttempts(3)
                .retryOnException(fault -> fault instanceof NotTaken notTaken && notTaken.isBrief())
                .intervalBiFunction((attempt, fault) -> Math.max(jittered.apply(attempt),
                        fault.isLeft() && fault.getLeft() instanceof NotTaken notTaken ? notTaken.pause().toMillis() : 0))
                .build();
    }

    /** The provider surely does not have it. */
    public static final class NotTaken extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final Duration pause;

        NotTaken(String message, Duration pause) {
            super(message);
            this.pause = pause;
        }

        public Duration pause() {
            return pause;
        }

        /** Worth another try at once, here. */
        public boolean isBrief() {
            return pause.compareTo(LONGEST_PAUSE_HERE) <= 0;
        }
    }

    /** It waited in our own queue until it was no longer sure to be true: no fault of the provider's. */
    public static final class Stale extends RuntimeException {

        private static final long serialVersionUID = 1;

        Stale() {
            super("It waited too long in our own queue; whether it still holds is asked anew.");
        }
    }

    /** Nobody knows whether the provider has it. */
    public static final class AnswerLost extends RuntimeException {

        private static final long serialVersionUID = 1;

        AnswerLost(String message) {
            super(message);
        }
    }

    record Resource(String sid, String status, String body, @JsonProperty("date_created") String created, @JsonProperty("error_code") Integer error) {
    }

    record Page(List<Resource> messages) {
    }

    record Fault(Integer code, String message) {
    }

    private final RestClient client;
    private final Account account;
    private final Guards guards;
    private final JsonMapper json;
    private final Clock real;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("text-timer").daemon().factory());

    /** @param client with the base address and the account's credentials */
    public TwilioTexts(RestClient client, Account account, Guards guards, JsonMapper json, Clock real) {
        this.client = client;
        this.account = account;
        this.guards = guards;
        this.json = json;
        this.real = real;
    }

    @Override
    public Sending send(Outgoing text) {
        Supplier<Sending> limited = () -> withinTime(() -> post(text));
        Supplier<Sending> guarded = Retry.decorateSupplier(guards.retry(), CircuitBreaker.decorateSupplier(guards.breaker(),
                RateLimiter.decorateSupplier(guards.rate(), Bulkhead.decorateSupplier(guards.bulkhead(), limited))));
        try {
            return guarded.get();
        } catch (NotTaken e) {
            return new Sending.NotNow(e.getMessage(), e.pause());
        } catch (Stale e) {
            return new Sending.NotNow(e.getMessage(), Duration.ZERO);
        } catch (AnswerLost e) {
            LOG.warn("{}: {}", text.reference(), e.getMessage());
            return new Sending.Unsure(e.getMessage());
        } catch (CallNotPermittedException _) {
            return new Sending.NotNow("The text provider has failed too often; it rests for a moment.", Duration.ofSeconds(2));
        } catch (RequestNotPermitted _) {
            return new Sending.NotNow("More texts a second than the provider takes.", Duration.ofSeconds(1));
        } catch (BulkheadFullException _) {
            return new Sending.NotNow("More texts at once than the provider takes.", Duration.ofMillis(500));
        } catch (RuntimeException e) {
            LOG.warn("{}: nobody knows whether it was sent", text.reference(), e);
            return new Sending.Unsure("The text provider's answer made no sense.");
        }
    }

    /** The call itself goes on after its time: an answer that comes then is not heard, and the text is looked up. */
    private Sending withinTime(Supplier<Sending> call) {
        try {
            return guards.time().executeCompletionStage(timer, () -> CompletableFuture.supplyAsync(call, callers)).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case TimeoutException _ -> new AnswerLost("The text provider did not answer in time.");
                case NotTaken notTaken -> notTaken;
                case Stale stale -> stale;
                case AnswerLost lost -> lost;
                case null, default -> e;
            };
        }
    }

    private Sending post(Outgoing text) {
        if (text.leaveBy().filter(by -> real.instant().isAfter(by)).isPresent()) {
            throw new Stale();
        }
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("To", text.to());
        form.add("From", account.sender());
        form.add("Body", text.body());
        form.add("StatusCallback", account.statusCallback() + "?message=" + text.reference());
        try {
            return client.post().uri("/2010-04-01/Accounts/{sid}/Messages.json", account.sid()).contentType(MediaType.APPLICATION_FORM_URLENCODED).body(form)
                    .exchange((_, response) -> answer(response.getStatusCode(), response.getHeaders(), response.getBody().readAllBytes()));
        } catch (ResourceAccessException e) {
            throw neverLeft(e) ? new NotTaken("The text provider cannot be reached.", UNTOLD_PAUSE) : new AnswerLost("The text provider's answer was lost.");
        } catch (RestClientException e) {
            throw new AnswerLost("The text provider's answer was cut off.");
        }
    }

    private static boolean neverLeft(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private Sending answer(HttpStatusCode status, HttpHeaders headers, byte[] body) {
        if (status.is2xxSuccessful()) {
            String sid = read(body, Resource.class).map(Resource::sid).orElseThrow(() -> new AnswerLost("The text provider's answer made no sense."));
            return new Sending.Accepted(sid);
        }
        if (status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS) || status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
            throw new NotTaken("The text provider is busy (" + status.value() + ").", pause(headers));
        }
        if (status.is5xxServerError()) {
            throw new AnswerLost("The text provider failed (" + status.value() + ").");
        }
        Optional<Fault> fault = read(body, Fault.class);
        int code = fault.map(Fault::code).orElse(0);
        // Codes: Twilio's error dictionary.
        Why why = switch (code) {
            case 21610 -> Why.OPTED_OUT;
            case 21211, 21214, 21217, 21612, 21614, 30006 -> Why.BAD_NUMBER;
            default -> Why.OTHER;
        };
        return new Sending.Refused(why, "The text provider refused it: " + fault.map(Fault::message).orElse("no reason given") + " (" + code + ")");
    }

    private static Duration pause(HttpHeaders headers) {
        String told = headers.getFirst(HttpHeaders.RETRY_AFTER);
        try {
            return told == null ? UNTOLD_PAUSE : Duration.ofSeconds(Math.clamp(Long.parseLong(told.strip()), 0, 3_600));
        } catch (NumberFormatException _) {
            return UNTOLD_PAUSE;
        }
    }

    private <T> Optional<T> read(byte[] body, Class<T> type) {
        try {
            return Optional.ofNullable(json.readValue(body, type));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Known> find(String to, String fingerprint, Instant since) {
        Page page;
        try {
            page = guards.breaker().executeSupplier(() -> client.get().uri("/2010-04-01/Accounts/{sid}/Messages.json?To={to}&PageSize={size}", account.sid(), to, PAGE)
                    .retrieve().body(Page.class));
        } catch (CallNotPermittedException | RestClientException e) {
            throw new ProviderAway("the text provider does not say what it has: " + e.getMessage(), e);
        }
        if (page == null || page.messages() == null) {
            throw new ProviderAway("the text provider's answer makes no sense", null);
        }
        return page.messages().stream()
                .filter(text -> text.body() != null && Fingerprint.of(text.body()).equals(fingerprint))
                .filter(text -> created(text).map(at -> !at.isBefore(since)).orElse(true))
                .findFirst()
                .map(text -> new Known(text.sid(), StatusReport.Status.of(String.valueOf(text.status())).orElse(StatusReport.Status.UNDERWAY)));
    }

    private static Optional<Instant> created(Resource text) {
        try {
            return Optional.ofNullable(text.created()).map(told -> ZonedDateTime.parse(told, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
