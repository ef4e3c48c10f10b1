package health.foramen.safeguard.testing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.foramen.safeguard.Role;

/**
 * Bearer tokens for tests, without {@code Bearer} before them:
 * {@code .header("Authorization", "Bearer " + TestTokens.bearer("dana", Role.FRONT_DESK))}.
 * The key is made anew in every process, so that none lies in the sources; see {@link TestIssuer}.
 */
public final class TestTokens {

    public static final String ISSUER = "http://127.0.0.1:8080";

    /** Twenty minutes: longer than any test. */
    private static final long LIFETIME_SECONDS = 1_200;

    static final RSAKey KEY = key("test-key");

    private TestTokens() {
    }

    /** Somebody of these roles. A clinician is the clinician of the same slug; a referrer belongs to {@code riverside}. */
    public static String bearer(String id, Role... roles) {
        List<Role> all = Arrays.asList(roles);
        return bearer(id, id, all, all.contains(Role.REFERRER) ? "riverside" : null, all.contains(Role.CLINICIAN) ? id : null);
    }

    /** A referrer of that practice. */
    public static String referrer(String id, String practice) {
        return bearer(id, id, List.of(Role.REFERRER), practice, null);
    }

    /** Whoever; {@code practice} and {@code clinician} may be null. */
    public static String bearer(String id, String name, List<Role> roles, String practice, String clinician) {
        var claims = new JWTClaimsSet.Builder()
                .subject(id)
                .claim("name", name)
                .claim("roles", roles.stream().map(Role::word).toList())
                .claim("practice", practice)
                .claim("clinician", clinician);
        return signed(claims, KEY, ISSUER, Instant.now().plusSeconds(LIFETIME_SECONDS));
    }

    /** The whole header value. */
    public static String authorization(String id, Role... roles) {
        return "Bearer " + bearer(id, roles);
    }

    /** A token that ended an hour ago. */
    public static String expired(String id, Role... roles) {
        var claims = new JWTClaimsSet.Builder().subject(id).claim("roles", Arrays.stream(roles).map(Role::word).toList());
        return signed(claims, KEY, ISSUER, Instant.now().minusSeconds(3_600));
    }

    /** A token that somebody else signed. */
    public static String forged(String id, Role... roles) {
        var claims = new JWTClaimsSet.Builder().subject(id).claim("roles", Arrays.stream(roles).map(Role::word).toList());
        return signed(claims, key(KEY.getKeyID()), ISSUER, Instant.now().plusSeconds(LIFETIME_SECONDS));
    }

    /** What an issuer publishes, for tests that serve it over HTTP. */
    public static Map<String, Object> publicKeys() {
        return new JWKSet(KEY.toPublicJWK()).toJSONObject();
    }

    private static String signed(JWTClaimsSet.Builder claims, RSAKey key, String issuer, Instant end) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(key.getKeyID()).build(),
                    claims.issuer(issuer)
                            .issueTime(java.util.Date.from(end.minusSeconds(LIFETIME_SECONDS)))
                            .expirationTime(java.util.Date.from(end))
                            .build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2_048).keyID(id).generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
