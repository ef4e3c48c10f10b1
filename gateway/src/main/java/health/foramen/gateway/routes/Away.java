package health.foramen.gateway.routes;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;

import health.foramen.safeguard.Reader;
import health.foramen.shell.BodyTooLarge;
import health.foramen.shell.Frame;
import health.foramen.shell.Frames;
import health.foramen.shell.Problem;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Asks a neighbour through its circuit breaker, and answers for it when it is away: 503 with the time after which asking again
 * makes sense. It never asks again by itself and never guesses.
 */
final class Away implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger log = LoggerFactory.getLogger(Away.class);
    private static final Duration BACK_SOON = Duration.ofSeconds(2);

    private final Neighbour neighbour;
    private final CircuitBreaker breaker;
    private final Frames frames;

    Away(Neighbour neighbour, CircuitBreaker breaker, Frames frames) {
        this.neighbour = neighbour;
        this.breaker = breaker;
        this.frames = frames;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return breaker.run(() -> asked(request, next), thrown -> instead(request, thrown));
    }

    private static ServerResponse asked(ServerRequest request, HandlerFunction<ServerResponse> next) {
        try {
            return next.handle(request);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new Unanswered(failed);
        }
    }

    private ServerResponse instead(ServerRequest request, Throwable thrown) {
        if (caused(thrown, BodyTooLarge.class)) {
            return answer(request, Problem.of(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is larger than this address accepts."));
        }
        if (!caused(thrown, CallNotPermittedException.class) && !Routes.isTheCallersDoing(thrown)) {
            log.warn("{} does not answer: {}", neighbour.service(), root(thrown).toString());
        }
        boolean reached = caused(thrown, SocketTimeoutException.class);
        String sentence = reached
                ? "%s took too long. Whether it was done is not known here: look first, or repeat with the same Idempotency-Key."
                : "%s cannot be reached now. Nothing was changed; please try again in a moment.";
        return answer(request, Problem.of(HttpStatus.SERVICE_UNAVAILABLE, reached ? "service-slow" : "service-away", sentence.formatted(neighbour.title()))
                .titled(neighbour.title() + (reached ? " took too long" : " will be back in a moment"))
                .with("service", neighbour.service())
                .retryAfter(BACK_SOON));
    }

    private ServerResponse answer(ServerRequest request, Problem problem) {
        var response = ServerResponse.status(problem.status()).headers(headers -> headers.addAll(problem.headers()));
        return Reader.isAPerson(request.servletRequest())
                ? response.render("problem", Map.of("problem", problem, Frame.NAME, frames.frame()))
                : response.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem.body());
    }

    private static boolean caused(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static final class Unanswered extends RuntimeException {

        Unanswered(Exception cause) {
            super(cause);
        }
    }
}
