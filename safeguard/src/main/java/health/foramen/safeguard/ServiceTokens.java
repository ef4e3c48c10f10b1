package health.foramen.safeguard;

import org.springframework.http.client.ClientHttpRequestInterceptor;

/** This service's own token for calls to its neighbours. */
@FunctionalInterface
public interface ServiceTokens {

    /**
     * The token alone, as {@code HttpHeaders.setBearerAuth} wants it; valid for at least a minute.
     *
     * @throws ServiceTokenUnavailable when the issuer cannot be asked
     */
    String bearer();

    /** For {@code RestClient.builder().requestInterceptor(tokens.onEveryRequest())}. */
    default ClientHttpRequestInterceptor onEveryRequest() {
        return (request, body, execution) -> {
            request.getHeaders().setBearerAuth(bearer());
            return execution.execute(request, body);
        };
    }
}
