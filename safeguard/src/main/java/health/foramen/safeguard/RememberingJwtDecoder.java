package health.foramen.safeguard;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * A desk sends the same token some thousand times an hour; its signature is checked once a minute. Only good tokens are
 * remembered, never beyond their own end, and a minute bounds how long a withdrawn signing key is still believed.
 */
final class RememberingJwtDecoder implements JwtDecoder {

    private static final Duration BELIEVED = Duration.ofMinutes(1);
    /** More callers at once than one clinic group has; about 3 kB each. */
    private static final int MOST = 2_000;

    private record Checked(Jwt jwt, long nanoTime) {

        boolean stands() {
            Instant end = jwt.getExpiresAt();
            return System.nanoTime() - nanoTime < BELIEVED.toNanos() && (end == null || Instant.now().isBefore(end));
        }
    }

    private final JwtDecoder decoder;
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();

    RememberingJwtDecoder(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Jwt decode(String token) throws JwtException {
        Checked before = checked.get(token);
        if (before != null && before.stands()) {
            return before.jwt();
        }
        Jwt jwt;
        try {
            jwt = decoder.decode(token);
        } catch (JwtException bad) {
            checked.remove(token);
            throw bad;
        }
        if (checked.size() >= MOST) {
            checked.values().removeIf(old -> !old.stands());
        }
        if (checked.size() < MOST) {
            checked.put(token, new Checked(jwt, System.nanoTime()));
        }
        return jwt;
    }
}
