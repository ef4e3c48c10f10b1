package health.foramen.safeguard;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens by OAuth 2.0 client credentials; one question at a time, one answer for all who wait. Real time, never business time. */
final class ClientCredentialsTokens implements ServiceTokens {

    /** A token is renewed this long before its end, so that no call arrives with one that ends on the way. */
    private static final Duration BEFORE_THE_END = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Token(String value, long endsAtNano) {

        boolean lasts() {
            return endsAtNano - System.nanoTime() > 0;
        }
    }

    private final URI tokenUri;
    private final String clientId;
    private final Optional<String> secret;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Token token = new Token("", System.nanoTime());

    ClientCredentialsTokens(URI tokenUri, String clientId, Optional<String> secret) {
        this.tokenUri = tokenUri;
        this.clientId = clientId;
        this.secret = secret;
    }

    @Override
    public String bearer() {
        Token kept = token;
        return kept.lasts() ? kept.value() : ask().value();
    }

    private Token ask() {
        asking.lock();
        try {
            if (!token.lasts()) {
                token = fetched();
            }
            return token;
        } finally {
            asking.unlock();
        }
    }

    private Token fetched() {
        String password = secret.orElseThrow(() -> new ServiceTokenUnavailable(
                "FORAMEN_SERVICE_SECRET is not set: " + clientId + " has no account at " + tokenUri, null));
        try {
            long asked = System.nanoTime();
            var answer = http.send(HttpRequest.newBuilder(tokenUri).timeout(PATIENCE)
                    .header("Authorization", "Basic " + basic(clientId, password))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ServiceTokenUnavailable(tokenUri + " refused " + clientId + " with status " + answer.statusCode(), null);
            }
            JsonNode told = JSON.readTree(answer.body());
            Duration lifetime = Duration.ofSeconds(told.path("expires_in").asLong(300));
            Duration kept = lifetime.compareTo(BEFORE_THE_END.multipliedBy(2)) > 0 ? lifetime.minus(BEFORE_THE_END) : lifetime.dividedBy(2);
            return new Token(told.required("access_token").asString(), asked + kept.toNanos());
        } catch (IOException | JacksonException away) {
            throw new ServiceTokenUnavailable("No token for " + clientId + " from " + tokenUri + ": " + away, away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceTokenUnavailable("Interrupted while asking " + tokenUri, interrupted);
        }
    }

    /** RFC 6749 §2.3.1: both parts are form-encoded first. */
    private static String basic(String id, String password) {
        String pair = URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(password, StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
