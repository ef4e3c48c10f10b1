package health.foramen.safeguard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A no at the door: a problem (RFC 9457) to programs, a page to people. Fixed sentences only, nothing of the request is repeated. */
public enum Refusal {

    NOT_SIGNED_IN(401, "not-signed-in", "Please sign in", "This needs a signed-in person or a bearer token."),
    TOKEN_REFUSED(401, "token-refused", "Please sign in again",
            "The token is malformed, expired, or not from the issuer that this system trusts."),
    NOT_ALLOWED(403, "not-allowed", "This is not yours to see or do", "You are signed in, but none of your roles opens this."),
    CROSS_SITE(403, "cross-site", "Sent from another site", "This change did not come from one of our own pages, so it was not made."),
    SIGN_IN_AWAY(503, "sign-in-away", "Sign-in cannot be checked now",
            "The token could not be checked because its issuer does not answer. Please try again in a moment.");

    private final int status;
    private final String slug;
    private final String title;
    private final String detail;

    Refusal(int status, String slug, String title, String detail) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
    }

    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        boolean person = Reader.isAPerson(request);
        byte[] body = (person ? page() : problem()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(person ? "text/html;charset=UTF-8" : "application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String problem() {
        return """
                {"type":"urn:foramen:problem:%s","title":"%s","status":%d,"detail":"%s"}""".formatted(slug, title, status, detail);
    }

    private String page() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s · Foramen</title>
                <link rel="stylesheet" href="/assets/foramen.css">
                </head>
                <body class="bare">
                <main class="reading">
                <div class="empty">
                <h1>%1$s</h1>
                <p>%2$s</p>
                <p class="actions"><a class="button primary" href="/">To your first page</a></p>
                <p class="muted small"><span class="num">%3$d</span> <span class="code">%4$s</span></p>
                </div>
                </main>
                </body>
                </html>
                """.formatted(title, detail, status, slug);
    }
}
