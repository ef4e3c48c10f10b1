package health.foramen.gateway.routes;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Whoever asks a request for its parameters makes the server read a form's body, and then there is nothing left to send on. A form
 * that is for a service keeps its body: its parameters here are those of the address alone. Bytes arrive as they were sent, which
 * a provider's signature relies on.
 */
final class FormsAsSent extends OncePerRequestFilter {

    private static final List<String> OUR_OWN = List.of("/login", "/logout", "/oauth2/", "/connect/", "/userinfo");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || !type.regionMatches(true, 0, MediaType.APPLICATION_FORM_URLENCODED_VALUE, 0, 33)
                || OUR_OWN.stream().anyMatch(request.getRequestURI()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        chain.doFilter(new WithParametersOfTheAddress(request), response);
    }

    private static final class WithParametersOfTheAddress extends HttpServletRequestWrapper {

        private Map<String, String[]> parameters;

        WithParametersOfTheAddress(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            if (parameters == null) {
                MultiValueMap<String, String> encoded = UriComponentsBuilder.newInstance().query(getQueryString()).build().getQueryParams();
                Map<String, String[]> decoded = new LinkedHashMap<>();
                encoded.forEach((name, values) -> decoded.put(decoded(name), values.stream().map(value -> value == null ? "" : decoded(value)).toArray(String[]::new)));
                parameters = Collections.unmodifiableMap(decoded);
            }
            return parameters;
        }

        private static String decoded(String part) {
            return UriUtils.decode(part.replace('+', ' '), UTF_8);
        }

        @Override
        public String getParameter(String name) {
            String[] values = getParameterValues(name);
            return values == null ? null : values[0];
        }

        @Override
        public String[] getParameterValues(String name) {
            return getParameterMap().get(name);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(getParameterMap().keySet());
        }
    }
}
