package health.foramen.gateway.routes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import health.foramen.shell.BodyTooLarge;
import health.foramen.shell.Frames;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JCircuitBreakerFactory;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JConfigBuilder;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.cloud.client.circuitbreaker.Customizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import static org.springframework.cloud.gateway.server.mvc.filter.LoadBalancerFilterFunctions.lb;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;

/**
 * One route per neighbour: its paths, the caller's token, a circuit breaker, an instance. Nothing is ever sent twice: a repeated
 * POST would be a second booking.
 */
@Configuration(proxyBeanMethods = false)
class Routes {

    /** More calls at once to one neighbour than two cores can serve. */
    private static final int CALLS_AT_ONCE = 256;
    /** The services close a silent connection after 20 s; ours are given up before, so that none is found dead. */
    private static final TimeValue SILENT = TimeValue.ofSeconds(8);

    @Bean
    RouterFunction<ServerResponse> toReferral(Hops hops) {
        return hops.to(Neighbour.REFERRAL);
    }

    @Bean
    RouterFunction<ServerResponse> toScheduling(Hops hops) {
        return hops.to(Neighbour.SCHEDULING);
    }

    @Bean
    RouterFunction<ServerResponse> toNotification(Hops hops) {
        return hops.to(Neighbour.NOTIFICATION);
    }

    @Bean
    @Profile("local")
    RouterFunction<ServerResponse> toSandbox(Hops hops) {
        return hops.to(Neighbour.SANDBOX);
    }

    @Bean
    Hops hops(OAuth2AuthorizedClientManager tokens, CircuitBreakerFactory<?, ?> breakers, Frames frames) {
        var relay = new Relay(tokens);
        return neighbour -> route(neighbour.service())
                .route(anyOf(neighbour), http())
                .filter(relay)
                .filter(new Away(neighbour, breakers.create(neighbour.service()), frames))
                .filter(lb(neighbour.service()))
                .build();
    }

    @FunctionalInterface
    interface Hops {
        RouterFunction<ServerResponse> to(Neighbour neighbour);
    }

    @Bean
    FilterRegistrationBean<FormsAsSent> formsAsSent() {
        var registration = new FilterRegistrationBean<>(new FormsAsSent());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 15);
        return registration;
    }

    private static RequestPredicate anyOf(Neighbour neighbour) {
        return neighbour.paths().stream()
                .map(path -> RequestPredicates.path(path + "/**"))
                .reduce(RequestPredicate::or)
                .orElseThrow();
    }

    /**
     * Half of ten calls in vain opens the circuit; after a second it is tried again, since a neighbour restarts within a few.
     * A caller who hangs up or sends too much says nothing about the neighbour.
     */
    @Bean
    Customizer<Resilience4JCircuitBreakerFactory> whenToGiveUp() {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(1))
                .permittedNumberOfCallsInHalfOpenState(3)
                .ignoreException(Routes::isTheCallersDoing)
                .build();
        Function<String, Resilience4JConfigBuilder.Resilience4JCircuitBreakerConfiguration> all =
                id -> new Resilience4JConfigBuilder(id).circuitBreakerConfig(config).build();
        return factory -> factory.configureDefault(all);
    }

    static boolean isTheCallersDoing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge || cause instanceof ClientAbortException) {
                return true;
            }
        }
        return false;
    }

    @Bean(destroyMethod = "close")
    CloseableHttpClient calls(Neighbours neighbours) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CALLS_AT_ONCE)
                .setMaxConnTotal(CALLS_AT_ONCE * Neighbour.values().length)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(neighbours.connectWithin()))
                        .setSocketTimeout(Timeout.of(neighbours.answerWithin()))
                        .setValidateAfterInactivity(TimeValue.of(500, TimeUnit.MILLISECONDS))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        // Many at once stand in line here: as long as for the answer itself.
                        .setConnectionRequestTimeout(Timeout.of(neighbours.answerWithin()))
                        .setResponseTimeout(Timeout.of(neighbours.answerWithin()))
                        .build())
                .evictIdleConnections(SILENT)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    @Bean
    ClientHttpRequestFactory callsOfTheGateway(CloseableHttpClient calls) {
        return new HttpComponentsClientHttpRequestFactory(calls);
    }
}
