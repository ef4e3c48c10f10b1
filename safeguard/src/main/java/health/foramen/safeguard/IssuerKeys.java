package health.foramen.safeguard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys, kept. They are asked for at the first token, again when they are old, and again when a token names
 * a key that is not among them. While the issuer is away the kept keys go on serving, so that a restart of the sign-in stops no
 * clinic; only a service that never saw them has to say that it cannot tell.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    private static final Duration OLD = Duration.ofMinutes(5);
    /** A token with an invented key id costs the issuer at most one question in this time. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final URI jwks;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL).build();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Kept kept;

    /** @param asked {@link System#nanoTime()} of the last question, answered or not */
    private record Kept(JWKSet keys, long asked) {

        boolean olderThan(Duration age) {
            return System.nanoTime() - asked > age.toNanos();
        }
    }

    IssuerKeys(URI jwks) {
        this.jwks = jwks;
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws RemoteKeySourceException {
        Kept seen = kept;
        if (seen == null || seen.olderThan(OLD)) {
            seen = askAgain(seen);
        }
        List<JWK> fitting = selector.select(seen.keys());
        if (fitting.isEmpty() && seen.olderThan(ASK_AGAIN)) {
            fitting = selector.select(askAgain(seen).keys());
        }
        return fitting;
    }

    private Kept askAgain(Kept seen) throws RemoteKeySourceException {
        asking.lock();
        try {
            if (kept != seen) {
                return kept;
            }
            JWKSet keys;
            try {
                keys = ask();
            } catch (IOException | ParseException away) {
                if (seen == null) {
                    throw new RemoteKeySourceException("The issuer's keys at " + jwks + " cannot be read: " + away, away);
                }
                log.warn("The issuer's keys at {} cannot be read ({}); the keys read before go on serving.", jwks, away.toString());
                keys = seen.keys();
            }
            kept = new Kept(keys, System.nanoTime());
            return kept;
        } finally {
            asking.unlock();
        }
    }

    private JWKSet ask() throws IOException, ParseException {
        try {
            var answer = http.send(HttpRequest.newBuilder(jwks).timeout(PATIENCE).header("Accept", "application/json").build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return JWKSet.parse(answer.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
