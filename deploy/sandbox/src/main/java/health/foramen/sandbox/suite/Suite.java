package health.foramen.sandbox.suite;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to the suite by HTTP. A {@link Caller} carries a token of its own, fetched by client credentials and kept until a minute
 * before it ends.
 */
public final class Suite {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long RENEW_BEFORE_NANOS = Duration.ofMinutes(1).toNanos();

    /** Nobody answered, or the answer was no HTTP. */
    public static final class Unreachable extends RuntimeException {
        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param body what was said; a missing node when nothing or no JSON was said */
    public record Answer(int status, JsonNode body, String text) {

        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** The problem's slug, or an empty string. */
        public String problem() {
            String type = body.path("type").asString("");
            return type.substring(type.lastIndexOf(':') + 1);
        }
    }

    private record Token(String bearer, long renewAt) {
    }

    private final URI base;
    private final URI tokenEndpoint;
    private final JsonMapper json;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    public Suite(URI base, URI tokenEndpoint, JsonMapper json) {
        this.base = base;
        this.tokenEndpoint = tokenEndpoint;
        this.json = json;
    }

    public Caller as(String client, String secret) {
        return new Caller(this, client, secret, Map.of());
    }

    /** Speaks without a token. */
    public Caller asAnybody() {
        return new Caller(this, "", "", Map.of());
    }

    Answer call(Caller caller, String method, String path, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER).header("Accept", "application/json");
        caller.headers().forEach(request::header);
        if (!caller.client().isEmpty()) {
            request.header("Authorization", "Bearer " + bearer(caller));
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        }
        HttpResponse<String> answer = send(request.build());
        return new Answer(answer.statusCode(), parse(answer), answer.body());
    }

    private JsonNode parse(HttpResponse<String> answer) {
        boolean isJson = answer.headers().firstValue("Content-Type").filter(type -> type.contains("json")).isPresent();
        return isJson && !answer.body().isBlank() ? json.readTree(answer.body()) : json.missingNode();
    }

    private String bearer(Caller caller) {
        Token token = tokens.get(caller.client());
        if (token == null || System.nanoTime() - token.renewAt() >= 0) {
            token = fetch(caller);
            tokens.put(caller.client(), token);
        }
        return token.bearer();
    }

    private Token fetch(Caller caller) {
        String basic = Base64.getEncoder().encodeToString((encode(caller.client()) + ":" + encode(caller.secret())).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(tokenEndpoint).timeout(ANSWER)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
        if (answer.statusCode() != 200) {
            throw new Unreachable("No token for " + caller.client() + ": the token endpoint answered " + answer.statusCode(), null);
        }
        JsonNode token = json.readTree(answer.body());
        long lives = Duration.ofSeconds(token.path("expires_in").asLong(300)).toNanos();
        return new Token(token.path("access_token").asString(), System.nanoTime() + Math.max(0, lives - RENEW_BEFORE_NANOS));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new Unreachable(request.uri().getAuthority() + " does not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unreachable("Interrupted while waiting for " + request.uri().getAuthority(), interrupted);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
