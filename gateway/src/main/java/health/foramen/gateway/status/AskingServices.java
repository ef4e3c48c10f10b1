package health.foramen.gateway.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import health.foramen.gateway.routes.Neighbour;
import jakarta.annotation.PreDestroy;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks every service at once, with the administrator's own token, and waits for none longer than a person would. */
@Component
class AskingServices {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DiscoveryClient instances;
    private final OAuth2AuthorizedClientRepository tokens;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor();

    AskingServices(DiscoveryClient instances, OAuth2AuthorizedClientRepository tokens) {
        this.instances = instances;
        this.tokens = tokens;
    }

    List<ServiceHealth> all() {
        Optional<String> token = token();
        List<CompletableFuture<ServiceHealth>> asked = Arrays.stream(Neighbour.values())
                .flatMap(neighbour -> instances.getInstances(neighbour.service()).stream()
                        .map(instance -> CompletableFuture.supplyAsync(() -> ask(neighbour, instance, token), atOnce)))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private ServiceHealth ask(Neighbour neighbour, ServiceInstance instance, Optional<String> token) {
        try {
            long asked = System.nanoTime();
            int status = get(instance.getUri().resolve("/actuator/health/readiness"), token).statusCode();
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            if (status != 200) {
                return new ServiceHealth.NotReady(neighbour);
            }
            OptionalDouble oldest = metric(instance, "foramen.outbox.oldest.age", token);
            OptionalDouble dead = metric(instance, "foramen.dead.letters.buried", token);
            return new ServiceHealth.Ready(neighbour, took,
                    oldest.isPresent() ? Optional.of(Duration.ofMillis((long) (oldest.getAsDouble() * 1_000))) : Optional.empty(),
                    dead.isPresent() ? OptionalLong.of((long) dead.getAsDouble()) : OptionalLong.empty());
        } catch (IOException away) {
            return new ServiceHealth.Silent(neighbour);
        }
    }

    private OptionalDouble metric(ServiceInstance instance, String name, Optional<String> token) throws IOException {
        var answer = get(instance.getUri().resolve("/actuator/metrics/" + name), token);
        if (answer.statusCode() != 200) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(JSON.readTree(answer.body()).at("/measurements/0/value").asDouble());
        } catch (JacksonException unreadable) {
            return OptionalDouble.empty();
        }
    }

    private HttpResponse<String> get(URI address, Optional<String> token) throws IOException {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", "application/json");
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private Optional<String> token() {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        return switch (caller) {
            case OAuth2AuthenticationToken browser -> {
                var request = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
                OAuth2AuthorizedClient client = tokens.loadAuthorizedClient(browser.getAuthorizedClientRegistrationId(), browser, request);
                yield Optional.ofNullable(client).map(held -> held.getAccessToken().getTokenValue());
            }
            case JwtAuthenticationToken program -> Optional.of(program.getToken().getTokenValue());
            case null, default -> Optional.empty();
        };
    }

    @PreDestroy
    void stop() {
        atOnce.shutdownNow();
        http.shutdownNow();
    }
}
