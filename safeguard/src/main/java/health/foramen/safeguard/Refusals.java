package health.foramen.safeguard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says no at the door: a problem (RFC 9457) to programs, a page to people. Fixed sentences only, nothing of the request is repeated. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** The issuer restarts within seconds; the keys are asked for again at the next request. */
    private static final Duration ISSUER_BACK = Duration.ofSeconds(2);

    /** No token, a bad one, or an issuer that cannot be asked about it. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        if (why instanceof AuthenticationServiceException) {
            response.setHeader("Retry-After", Long.toString(ISSUER_BACK.toSeconds()));
            answer(request, response, 503, "sign-in-away", "Sign-in cannot be checked now",
                    "The token could not be checked because its issuer does not answer. Please try again in a moment.");
        } else if (why instanceof OAuth2AuthenticationException) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            answer(request, response, 401, "token-refused", "Please sign in again",
                    "The token is malformed, expired, or not from the issuer that this system trusts.");
        } else {
            response.setHeader("WWW-Authenticate", "Bearer");
            answer(request, response, 401, "not-signed-in", "Please sign in", "This needs a signed-in person or a bearer token.");
        }
    }

    /** A good token of somebody who has no business here. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why) throws IOException {
        answer(request, response, 403, "not-allowed", "This is not yours to see or do",
                "You are signed in, but none of your roles opens this.");
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, int status, String slug, String title, String detail)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        boolean person = Reader.isAPerson(request);
        byte[] body = (person ? page(title, detail) : problem(status, slug, title, detail)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(person ? "text/html;charset=UTF-8" : "application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String problem(int status, String slug, String title, String detail) {
        return """
                {"type":"urn:foramen:problem:%s","title":"%s","status":%d,"detail":"%s"}""".formatted(slug, title, status, detail);
    }

    private static String page(String title, String detail) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s · Foramen</title>
                <link rel="stylesheet" href="/assets/foramen.css">
                </head>
                <body class="bare">
                <main class="reading">
                <div class="empty">
                <h1>%1$s</h1>
                <p>%2$s</p>
                <p><a class="button primary" href="/">To your first page</a></p>
                </div>
                </main>
                </body>
                </html>
                """.formatted(title, detail);
    }
}
