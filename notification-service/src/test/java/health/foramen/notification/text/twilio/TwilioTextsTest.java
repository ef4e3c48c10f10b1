package health.foramen.notification.text.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import health.foramen.notification.text.Texts;
import health.foramen.notification.text.Texts.Outgoing;
import health.foramen.notification.text.Texts.Sending;
import health.foramen.outbox.Json;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

/** Each guard around the text provider, against a provider that has the fault which it is for. */
class TwilioTextsTest {

    private interface Mood {
        void answer(HttpExchange exchange, int call) throws IOException;
    }

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server = server();
    private volatile Mood mood = TwilioTextsTest::accepts;

    private CircuitBreakerConfig.Builder breaker = CircuitBreakerConfig.custom().slidingWindowSize(4).minimumNumberOfCalls(4)
            .ignoreExceptions(RequestNotPermitted.class, BulkheadFullException.class, TwilioTexts.Stale.class);
    private RateLimiterConfig rate = RateLimiterConfig.custom().limitForPeriod(100).limitRefreshPeriod(Duration.ofSeconds(1)).timeoutDuration(Duration.ZERO).build();
    private BulkheadConfig bulkhead = BulkheadConfig.custom().maxConcurrentCalls(8).maxWaitDuration(Duration.ZERO).build();
    private Duration patience = Duration.ofSeconds(5);

    private HttpServer server() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", exchange -> mood.answer(exchange, calls.incrementAndGet()));
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void theProviderLeaves() {
        over.countDown();
        server.stop(0);
    }

    private TwilioTexts texts() {
        Retry retry = Retry.of("text", TwilioTexts.retrying());
        return new TwilioTexts(RestClient.builder().baseUrl("http://127.0.0.1:" + server.getAddress().getPort()).build(),
                new TwilioTexts.Account("AC1", "+13125550100", "https://visit.foramen.org/webhooks/text/status"),
                new TwilioTexts.Guards(retry, CircuitBreaker.of("text", breaker.build()), RateLimiter.of("text", rate), Bulkhead.of("text", bulkhead),
                        TimeLimiter.of("text", TimeLimiterConfig.custom().timeoutDuration(patience).cancelRunningFuture(false).build())), Json.mapper(), Clock.systemUTC());
    }

    private static Outgoing aText() {
        return new Outgoing("+13125550123", "Foramen: hello", "j~1~booked~text");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void accepts(HttpExchange exchange, int call) throws IOException {
        answer(exchange, exchange.getRequestMethod().equals("GET") ? 200 : 201, "{\"sid\": \"SM" + call + "\", \"status\": \"queued\", \"messages\": []}");
    }

    @Test
    void aBusyProviderIsTriedAgainAfterThePauseThatItAsksFor() {
        mood = (exchange, call) -> {
            if (call == 1) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                answer(exchange, 429, "{\"code\": 20429}");
            } else {
                accepts(exchange, call);
            }
        };
        long begun = System.nanoTime();
        assertThat(texts().send(aText())).isEqualTo(new Sending.Accepted("SM2"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aLongPauseIsTheDispatchersToWait() {
        mood = (exchange, _) -> {
            exchange.getResponseHeaders().add("Retry-After", "60");
            answer(exchange, 503, "");
        };
        assertThat(texts().send(aText())).isInstanceOfSatisfying(Sending.NotNow.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(60)));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aLostAnswerIsNeverTriedAgainHere() {
        mood = (exchange, _) -> answer(exchange, 500, "{}");
        assertThat(texts().send(aText())).isInstanceOf(Sending.Unsure.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aProviderThatHangsIsWaitedForNoLongerThanItsTime() {
        patience = Duration.ofMillis(200);
        mood = (exchange, _) -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
        assertThat(texts().send(aText())).isInstanceOfSatisfying(Sending.Unsure.class, unsure -> assertThat(unsure.sentence()).contains("in time"));
    }

    @Test
    void aProviderThatFailsTooOftenIsLeftAloneAndLookUpsWithIt() {
        mood = (exchange, _) -> answer(exchange, 500, "{}");
        TwilioTexts texts = texts();
        for (int i = 0; i < 4; i++) {
            assertThat(texts.send(aText())).isInstanceOf(Sending.Unsure.class);
        }
        assertThat(texts.send(aText())).as("surely not sent").isInstanceOf(Sending.NotNow.class);
        assertThatThrownBy(() -> texts.find("+13125550123", "f", Instant.EPOCH)).isInstanceOf(Texts.ProviderAway.class);
        assertThat(calls).hasValue(4);
    }

    @Test
    void noMoreTextsASecondThanTheProviderTakesAndThatIsNoFaultOfIts() {
        rate = RateLimiterConfig.custom().limitForPeriod(2).limitRefreshPeriod(Duration.ofHours(1)).timeoutDuration(Duration.ZERO).build();
        TwilioTexts texts = texts();
        for (int i = 0; i < 10; i++) {
            assertThat(texts.send(aText())).isInstanceOf(i < 2 ? Sending.Accepted.class : Sending.NotNow.class);
        }
        assertThat(texts.find("+13125550123", "f", Instant.EPOCH.plusSeconds(1)).isPresent()).as("the breaker is closed").isFalse();
        assertThat(calls).hasValue(3);
    }

    @Test
    void noMoreTextsAtOnceThanTheProviderTakes() {
        bulkhead = BulkheadConfig.custom().maxConcurrentCalls(1).maxWaitDuration(Duration.ZERO).build();
        CountDownLatch there = new CountDownLatch(1);
        mood = (exchange, call) -> {
            there.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            accepts(exchange, call);
        };
        TwilioTexts texts = texts();
        CompletableFuture<Sending> first = CompletableFuture.supplyAsync(() -> texts.send(aText()));
        assertThatNoException(there);
        assertThat(texts.send(aText())).isInstanceOfSatisfying(Sending.NotNow.class, later -> assertThat(later.sentence()).contains("at once"));
        over.countDown();
        assertThat(first.join()).isInstanceOf(Sending.Accepted.class);
    }

    private static void assertThatNoException(CountDownLatch there) {
        try {
            there.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWaitedUntilItMayHaveChangedIsNotHandedOver() {
        Outgoing late = new Outgoing("+13125550123", "Foramen: hello", "j~1~booked~text", Optional.of(Clock.systemUTC().instant().minusMillis(1)));
        assertThat(texts().send(late)).isEqualTo(new Sending.NotNow("It waited too long in our own queue; whether it still holds is asked anew.", Duration.ZERO));
        assertThat(calls).hasValue(0);
    }

    @Test
    void nobodyThereIsSurelyNotSent() {
        server.stop(0);
        assertThat(texts().send(aText())).isInstanceOf(Sending.NotNow.class);
    }

    @Test
    void aTextIsFoundByItsWordsAndItsTime() {
        mood = (exchange, _) -> answer(exchange, 200, """
                {"messages": [{"sid": "SM1", "status": "delivered", "body": "Foramen: hello", "date_created": "Thu, 12 Nov 2026 17:00:00 +0000"},
                              {"sid": "SM2", "status": "sent", "body": "Foramen: other", "date_created": "Thu, 12 Nov 2026 18:00:00 +0000"}]}""");
        String hello = health.foramen.notification.text.Fingerprint.of("Foramen: hello");
        assertThat(texts().find("+13125550123", hello, Instant.parse("2026-11-12T16:59:00Z")).map(Texts.Known::sid)).contains("SM1");
        assertThat(texts().find("+13125550123", hello, Instant.parse("2026-11-12T17:01:00Z"))).as("an earlier one of the same words").isEmpty();
    }

    @Test
    void anAnswerThatMakesNoSenseIsALostOne() {
        mood = (exchange, _) -> answer(exchange, 201, "<html>");
        assertThat(texts().send(aText())).isInstanceOf(Sending.Unsure.class);
    }
}
