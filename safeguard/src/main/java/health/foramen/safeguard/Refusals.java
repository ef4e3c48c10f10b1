package health.foramen.safeguard;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;

/** Tells Spring Security's exceptions apart and answers each with its {@link Refusal}. */
public class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** The issuer restarts within seconds; the keys are asked for again at the next request. */
    private static final Duration ISSUER_BACK = Duration.ofSeconds(2);

    /** No token, a bad one, or an issuer that cannot be asked about it. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        switch (why) {
            case AuthenticationServiceException _ -> {
                response.setHeader("Retry-After", Long.toString(ISSUER_BACK.toSeconds()));
                Refusal.SIGN_IN_AWAY.answer(request, response);
            }
            case OAuth2AuthenticationException _ -> {
                response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
                Refusal.TOKEN_REFUSED.answer(request, response);
            }
            default -> {
                response.setHeader("WWW-Authenticate", "Bearer");
                Refusal.NOT_SIGNED_IN.answer(request, response);
            }
        }
    }

    /** A good token of somebody who has no business here. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why) throws IOException {
        Refusal.NOT_ALLOWED.answer(request, response);
    }

    /** Spring would rethrow an unreachable issuer as a bug of ours (500); it is a neighbour that is away (503). */
    public ObjectPostProcessor<BearerTokenAuthenticationFilter> evenWhenTheIssuerIsAway() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                var handler = new AuthenticationEntryPointFailureHandler(Refusals.this);
                handler.setRethrowAuthenticationServiceException(false);
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }
}
