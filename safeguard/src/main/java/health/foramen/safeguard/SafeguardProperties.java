package health.foramen.safeguard;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose word counts, and where to ask for it.
 *
 * @param issuer        the {@code iss} that a token must carry
 * @param jwks          where the issuer publishes its public keys
 * @param audience      when set, an {@code aud} that a token must carry: set it when the issuer serves other systems too
 * @param tokenUri      where this service gets a token of its own; beside the keys ({@code …/token}) unless set
 * @param clientId      this service's account at the issuer; its application name unless set
 * @param serviceSecret the secret of that account
 * @param claims        what the issuer calls the things that a {@link Person} is made of
 */
@ConfigurationProperties("foramen")
record SafeguardProperties(
        @DefaultValue("http://127.0.0.1:8080") String issuer,
        @DefaultValue("http://127.0.0.1:8080/oauth2/jwks") URI jwks,
        Optional<String> audience,
        Optional<URI> tokenUri,
        Optional<String> clientId,
        Optional<String> serviceSecret,
        @DefaultValue Claims claims) {

    URI tokenEndpoint() {
        return tokenUri.orElseGet(() -> jwks.resolve("token"));
    }

    /**
     * @param id    claim of the account name
     * @param name  claim of the display name
     * @param roles claim of the roles, a list or a space-separated text; dots lead into objects ({@code realm_access.roles})
     * @param words the issuer's word for a role where it differs from ours: {@code front-desk: Clinic-Front-Desk}
     */
    record Claims(
            @DefaultValue("sub") String id,
            @DefaultValue("name") String name,
            @DefaultValue("roles") String roles,
            @DefaultValue("practice") String practice,
            @DefaultValue("clinician") String clinician,
            @DefaultValue Map<String, String> words) {
    }
}
