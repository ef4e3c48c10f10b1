package health.foramen.referral.referral.web;

import health.foramen.safeguard.ServiceTokens;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Asks scheduling-service what a site is called, remembers it, and asks again after an hour. A page waits only a moment for it, and while
 * the owner is away shows the short name.
 */
public final class SchedulingSites implements SiteNames {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulingSites.class);
    private static final Duration FRESH = Duration.ofHours(1);
    /** After a question that was not answered nobody asks again for so long. */
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** Only what is read. */
    private record Site(String name) {
    }

    private record Known(String name, long untilNanos) {
    }

    private final RestClient scheduling;
    private final Executor background = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Known> names = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<String>> asking = new ConcurrentHashMap<>();

    public SchedulingSites(String url, ServiceTokens tokens) {
        var client = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build());
        client.setReadTimeout(Duration.ofSeconds(2));
        this.scheduling = RestClient.builder().baseUrl(url).requestFactory(client).requestInterceptor(tokens.onEveryRequest()).build();
    }

    @Override
    public String name(String siteId) {
        var known = names.get(siteId);
        if (known != null && System.nanoTime() - known.untilNanos() < 0) {
            return known.name();
        }
        var answer = asking.computeIfAbsent(siteId, id -> CompletableFuture.supplyAsync(() -> ask(id, known), background)
                .whenComplete((_, _) -> asking.remove(id)));
        if (known != null) {
            return known.name();
        }
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return siteId;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return siteId;
        }
    }

    private String ask(String siteId, Known before) {
        try {
            var site = scheduling.get().uri("/api/sites/{id}", siteId).retrieve().body(Site.class);
            var name = site == null || site.name() == null ? siteId : site.name();
            names.put(siteId, new Known(name, System.nanoTime() + FRESH.toNanos()));
            return name;
        } catch (RuntimeException e) {
            LOG.warn("scheduling-service did not tell the name of site {}: {}", siteId, e.toString());
            var name = before == null ? siteId : before.name();
            names.put(siteId, new Known(name, System.nanoTime() + REST.toNanos()));
            return name;
        }
    }
}
