package health.foramen.gateway.signin;

/** Nobody could sign in, so the gateway does not start. */
public final class NoIssuerConfigured extends RuntimeException {

    NoIssuerConfigured() {
        super("Nobody could sign in: set FORAMEN_ISSUER (with FORAMEN_JWKS, FORAMEN_OIDC_CLIENT_ID and FORAMEN_OIDC_CLIENT_SECRET) "
                + "to your OpenID Connect provider, or start the demo clinic with SPRING_PROFILES_ACTIVE=local.");
    }
}
