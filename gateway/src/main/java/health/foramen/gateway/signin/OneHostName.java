package health.foramen.gateway.signin;

import java.io.IOException;
import java.util.Set;

import health.foramen.gateway.PublicUrl;
import health.foramen.safeguard.Reader;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** A person who typed another name of this machine goes on under the public one, where the session's cookie will be. */
final class OneHostName extends OncePerRequestFilter {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final PublicUrl publicUrl;

    OneHostName(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        String host = request.getServerName();
        boolean elsewhere = THIS_MACHINE.contains(host) && !host.equalsIgnoreCase(publicUrl.publicUrl().getHost())
                && request.getServerPort() == publicUrl.publicUrl().getPort();
        if (elsewhere && "GET".equals(request.getMethod()) && Reader.isAPerson(request)) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader(HttpHeaders.LOCATION, publicUrl.at(request.getRequestURI() + query));
        } else {
            chain.doFilter(request, response);
        }
    }
}
