package health.foramen.scheduling.permit;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.ServiceIT;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;

/** At nine in the morning many stand at the doors: what is asked of referral-service for one does not wait for another, nor for ever. */
class AskingManyAtOnceIT extends ServiceIT {

    private static final int MANY = 24;

    @Autowired
    private CircuitBreakerFactory<?, ?> breakers;
    @Autowired
    private CircuitBreakerRegistry registry;

    @AfterEach
    void nothingOfItIsRemembered() {
        registry.circuitBreaker("referral-service-permits").reset();
    }

    @Test
    void manyAreAskedAboutAtOnce() throws Exception {
        CircuitBreaker breaker = breakers.create("referral-service-permits");
        // Opens only when all are inside at one time: one after the other they would wait for each other until the time limit.
        var allInside = new CyclicBarrier(MANY);
        try (ExecutorService desks = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> asking = () -> breaker.run(() -> {
                try {
                    allInside.await(1_500, TimeUnit.MILLISECONDS);
                    return true;
                } catch (Exception alone) {
                    throw new IllegalStateException(alone);
                }
            }, _ -> false);
            List<Future<Boolean>> answers = desks.invokeAll(IntStream.range(0, MANY).mapToObj(_ -> asking).toList());
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void andADeadLineIsGivenUpAfterTheTimeLimit() {
        var never = new CountDownLatch(1);
        long began = System.nanoTime();
        String answer = breakers.create("referral-service-permits").run(() -> {
            try {
                return never.await(20, TimeUnit.SECONDS) ? "late" : "never";
            } catch (InterruptedException given) {
                Thread.currentThread().interrupt();
                return "given up";
            }
        }, _ -> "away");
        assertThat(answer).isEqualTo("away");
        // The limit is two seconds; the rest is patience with a busy machine.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(10));
    }
}
