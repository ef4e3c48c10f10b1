package health.foramen.gateway.signin;

/** Nobody could sign in, so the gateway does not start. */
public final class NoIssuerConfigured extends RuntimeException {

    NoIssuerConfigured() {
        super("Nobody could sign in: set FORAMEN_OIDC_ISSUER_URI (with FORAMEN_OIDC_CLIENT_ID, FORAMEN_OIDC_CLIENT_SECRET and FORAMEN_JWKS) "
                + "to your OpenID Connect provider, or start the demo clinic with SPRING_PROFILES_ACTIVE=local.");
    }
}
