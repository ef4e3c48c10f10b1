package health.foramen.gateway.routes;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Sends the caller's token along: the session's for a browser, the caller's own for a program (it was verified at the door).
 * The session's cookie stays here; no service has a use for it.
 */
final class Relay implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final String SESSION = "foramen=";

    private final OAuth2AuthorizedClientManager tokens;

    Relay(OAuth2AuthorizedClientManager tokens) {
        this.tokens = tokens;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        return next.handle(ServerRequest.from(request)
                .headers(headers -> {
                    withoutTheSession(headers);
                    if (caller instanceof OAuth2AuthenticationToken browser) {
                        headers.setBearerAuth(token(browser, request));
                    }
                })
                .build());
    }

    /** Renewed when the provider allows it; a session whose token has ended has ended itself. */
    private String token(OAuth2AuthenticationToken browser, ServerRequest request) {
        OAuth2AuthorizedClient client;
        try {
            client = tokens.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(browser.getAuthorizedClientRegistrationId())
                    .principal(browser)
                    .attribute(HttpServletRequest.class.getName(), request.servletRequest())
                    .attribute(HttpServletResponse.class.getName(), response())
                    .build());
        } catch (ClientAuthorizationException ended) {
            throw new AuthenticationCredentialsNotFoundException("The session's token cannot be renewed", ended);
        }
        Instant end = client == null ? Instant.EPOCH : client.getAccessToken().getExpiresAt();
        if (client == null || end != null && Instant.now().isAfter(end)) {
            throw new AuthenticationCredentialsNotFoundException("The session's token has ended");
        }
        return client.getAccessToken().getTokenValue();
    }

    private static HttpServletResponse response() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getResponse();
    }

    private static void withoutTheSession(HttpHeaders headers) {
        List<String> cookies = headers.get(HttpHeaders.COOKIE);
        if (cookies == null) {
            return;
        }
        String others = cookies.stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(cookie -> !cookie.startsWith(SESSION))
                .reduce((one, two) -> one + "; " + two)
                .orElse("");
        if (others.isEmpty()) {
            headers.remove(HttpHeaders.COOKIE);
        } else {
            headers.set(HttpHeaders.COOKIE, others);
        }
    }
}
