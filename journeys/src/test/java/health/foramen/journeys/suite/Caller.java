package health.foramen.journeys.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person's own system, calling the clinic's JSON API through its one address. Usable by many threads. */
public final class Caller {

    /** Real time; an answer that takes longer than this is none. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private final URI address;
    private final Supplier<Optional<String>> token;

    private Caller(URI address, Supplier<Optional<String>> token) {
        this.address = address;
        this.token = token;
    }

    static Caller of(URI address, Person person) {
        return new Caller(address, () -> Optional.of(TOKENS.computeIfAbsent(address + person.id(), _ -> tokenFor(address, person))));
    }

    static Caller ofNobody(URI address) {
        return new Caller(address, Optional::empty);
    }

    public Answer get(String path) {
        return send("GET", path, Optional.empty(), Map.of());
    }

    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty(), Map.of());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, Optional.of(body), Map.of());
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, Optional.of(body), Map.of());
    }

    /** Something that is made once, however often it is asked for under this key. */
    public Answer post(String path, Object body, UUID key) {
        return send("POST", path, Optional.of(body), Map.of("Idempotency-Key", key.toString()));
    }

    private Answer send(String verb, String path, Optional<Object> body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).header("Accept", "application/json");
        token.get().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        headers.forEach(request::header);
        body.ifPresent(_ -> request.header("Content-Type", "application/json"));
        request.method(verb, body.map(content -> BodyPublishers.ofString(written(content))).orElse(BodyPublishers.noBody()));
        return exchange(verb + " " + path, request.build());
    }

    private static String written(Object body) {
        return body instanceof String text ? text : JSON.writeValueAsString(body);
    }

    private static Answer exchange(String question, HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(question, response.statusCode(), response.headers(), response.body());
        } catch (ConnectException nobodyListens) {
            throw new UncheckedIOException(question + ": nobody listens", nobodyListens);
        } catch (IOException e) {
            throw new UncheckedIOException(question + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(question + " was interrupted", e);
        }
    }

    /** As a script of that person would: OAuth 2.0 client credentials. */
    private static String tokenFor(URI address, Person person) {
        String pair = URLEncoder.encode(person.id(), StandardCharsets.UTF_8) + ":" + URLEncoder.encode(person.password(), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/oauth2/token")).timeout(PATIENCE)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")).build();
        JsonNode told = exchange("POST /oauth2/token for " + person.id(), request).expecting(200).body();
        return told.required("access_token").asString();
    }
}
