package health.foramen.gateway.signin;

import java.io.IOException;
import java.util.Set;

import health.foramen.gateway.PublicUrl;
import health.foramen.safeguard.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A session's cookie comes along with whatever another site makes the browser send. So a request that changes something must say
 * that one of our own pages sent it: {@code Sec-Fetch-Site}, which no page can write, or else {@code Origin}. A request without
 * a session carries nobody's rights and needs no such proof.
 */
final class OwnPagesOnly extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final PublicUrl publicUrl;

    OwnPagesOnly(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SAFE.contains(request.getMethod()) || request.getRequestedSessionId() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        if (isFromHere(request)) {
            chain.doFilter(request, response);
        } else {
            Refusal.CROSS_SITE.answer(request, response);
        }
    }

    private boolean isFromHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return "same-origin".equals(site) || "none".equals(site);
        }
        return publicUrl.isOrigin(request.getHeader("Origin"));
    }
}
