package health.foramen.gateway.signin;

import java.util.concurrent.locks.ReentrantLock;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.oidc.OidcScopes;

/** Asks the provider for its addresses when the first person signs in, so that the gateway starts also while the provider is away. */
final class DiscoveredProvider implements ClientRegistrationRepository {

    private final String issuer;
    private final String clientId;
    private final String secret;
    private final String redirectUri;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile ClientRegistration found;

    DiscoveredProvider(String issuer, String clientId, String secret, String redirectUri) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.secret = secret;
        this.redirectUri = redirectUri;
    }

    @Override
    public ClientRegistration findByRegistrationId(String id) {
        if (!Entrances.REGISTRATION.equals(id)) {
            return null;
        }
        if (found == null) {
            asking.lock();
            try {
                if (found == null) {
                    found = ask();
                }
            } finally {
                asking.unlock();
            }
        }
        return found;
    }

    private ClientRegistration ask() {
        return ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(Entrances.REGISTRATION)
                .clientId(clientId)
                .clientSecret(secret)
                .redirectUri(redirectUri)
                .scope(OidcScopes.OPENID, OidcScopes.PROFILE)
                .build();
    }
}
