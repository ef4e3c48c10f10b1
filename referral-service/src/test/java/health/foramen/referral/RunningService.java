package health.foramen.referral;

import health.foramen.local.testing.RealParts;
import health.foramen.outbox.Json;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestIssuer;
import health.foramen.safeguard.testing.TestTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole service on a real store and a real broker, started once for all of its tests. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestIssuer.class)
abstract class RunningService {

    static final String AMIN = TestTokens.bearer("dr.amin", "Dr. Samir Amin", List.of(Role.REFERRER), "riverside", null);
    static final String BROOKS = TestTokens.bearer("dr.brooks", "Dr. Carol Brooks", List.of(Role.REFERRER), "northgate-pc", null);
    static final String HADDAD = TestTokens.bearer("dr.haddad", "Dr. Leila Haddad", List.of(Role.CLINICIAN), null, "dr.haddad");
    static final String DANA = TestTokens.bearer("dana", "Dana Whitfield", List.of(Role.FRONT_DESK), null, null);
    static final String ALEX = TestTokens.bearer("alex", "Alex Petrov", List.of(Role.ADMINISTRATOR), null, null);
    static final String SCHEDULING = TestTokens.bearer("scheduling-service", Role.SERVICE);

    private static final String MONGO = RealParts.freshMongoUri();

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void realParts(DynamicPropertyRegistry registry) {
        registry.add("spring.mongodb.uri", () -> MONGO);
        registry.add("spring.kafka.bootstrap-servers", RealParts::kafkaBootstrapServers);
        registry.add("foramen.referral.sweep-every", () -> "200ms");
        registry.add("foramen.referral.emergencies.repeat-every", () -> "1s");
        registry.add("foramen.scheduling-url", SchedulingPlays::address);
    }

    record Answer(int status, JsonNode json, HttpResponse<String> raw) {
        String text(String pointer) {
            return json.at(pointer).asString("");
        }
    }

    Answer send(String method, String path, String token, Object body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address(path))).header("Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body instanceof String text ? text : Json.mapper().writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        var answer = fetch(request.build());
        JsonNode json = answer.body().startsWith("{") || answer.body().startsWith("[") ? Json.mapper().readTree(answer.body()) : Json.mapper().createObjectNode();
        return new Answer(answer.statusCode(), json, answer);
    }

    /** Every entry of a list, page after page. */
    List<JsonNode> all(String path, String entries, String token) {
        var found = new ArrayList<JsonNode>();
        var next = "";
        do {
            var page = send("GET", path + (path.contains("?") ? "&" : "?") + "limit=100" + (next.isEmpty() ? "" : "&cursor=" + next), token, null);
            found.addAll(page.json().at(entries).values());
            next = page.text("/next");
        } while (!next.isEmpty());
        return found;
    }

    Answer refer(String body) {
        return send("POST", "/api/referrals", AMIN, body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    Answer accept(String referral, String body) {
        return send("POST", "/api/referrals/" + referral + "/accept", HADDAD, body);
    }

    /** Maria Santos, each time another Maria, with everything in order. */
    static String marias() {
        var today = LocalDate.now(ZoneId.of("America/Chicago"));
        return """
                {"patient":{"givenName":"María","familyName":"Santos %s","birthDate":"1961-04-02","language":"es","zone":"America/Chicago",
                  "phone":"+1 312 555 0142","email":"maria@example.org","consent":{"text":true,"email":true}},
                 "symptom":{"site":"leg","side":"left","description":"burning","onset":"%s","pain":8,"radiating":true,"numbness":true,"weakness":"none",
                  "bladderOrBowel":false,"saddleNumbness":false},
                 "target":{"region":"lumbar-sacral","levels":["L5"],"side":"left"},"requestedProcedure":"transforaminal-lumbar-sacral",
                 "intent":"therapeutic","indications":["M54.16"],
                 "conservativeCare":[{"kind":"physical-therapy","from":"%s","to":"%s","result":"no better"}],
                 "imaging":{"modality":"mri","date":"%s"},
                 "safety":{"bloodThinners":[],"contrastReaction":false,"pregnancy":"no","infection":false,"antibiotics":false,"diabetes":true},
                 "coverage":{"payer":"medicare","memberId":"1EG4"},"urgency":"soon"}
                """.formatted(UUID.randomUUID().toString().substring(0, 8), today.minusWeeks(10), today.minusWeeks(9), today.minusWeeks(3), today.minusWeeks(4));
    }

    HttpResponse<String> page(String path, String token) {
        return fetch(HttpRequest.newBuilder(URI.create(address(path))).header("Authorization", "Bearer " + token).header("Accept", "text/html").GET().build());
    }

    HttpResponse<String> post(String path, String token, String form) {
        return fetch(HttpRequest.newBuilder(URI.create(address(path))).header("Authorization", "Bearer " + token).header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build());
    }

    /** One file, called an image of a kind that nobody takes. */
    HttpResponse<String> upload(String path, String token, String name, byte[] file) {
        var boundary = "between-the-parts";
        var out = new ByteArrayOutputStream();
        out.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: image/gif\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(file);
        out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return fetch(HttpRequest.newBuilder(URI.create(address(path))).header("Authorization", "Bearer " + token).header("Accept", path.startsWith("/api") ? "*/*" : "text/html")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(BodyPublishers.ofByteArray(out.toByteArray())).build());
    }

    static String form(String... namesAndValues) {
        var form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(namesAndValues[i]).append('=').append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    String address(String path) {
        return path.startsWith("http") ? path : "http://127.0.0.1:" + port + path;
    }

    private HttpResponse<String> fetch(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
