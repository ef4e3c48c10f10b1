package health.foramen.gateway.signin;

import java.io.IOException;

import health.foramen.safeguard.Reader;
import health.foramen.safeguard.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;

/** To a stranger: a person is led to sign in and comes back, a program is told that it needs a token. */
final class Answers extends Refusals {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        boolean bringsAToken = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (Reader.isAPerson(request) && !bringsAToken) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader(HttpHeaders.LOCATION, Entrances.TO_THE_PROVIDER);
            return;
        }
        if ("true".equals(request.getHeader("HX-Request"))) {
            // The session ended while the page stood open: load it anew, which leads to sign in.
            response.setHeader("HX-Refresh", "true");
        }
        super.commence(request, response, why);
    }
}
