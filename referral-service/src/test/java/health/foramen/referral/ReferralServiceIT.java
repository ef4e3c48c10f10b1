package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.local.testing.RealParts;
import health.foramen.outbox.Json;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestIssuer;
import health.foramen.safeguard.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole service on a real store and a real broker, as callers meet it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestIssuer.class)
class ReferralServiceIT {

    private static final String AMIN = TestTokens.bearer("dr.amin", "Dr. Samir Amin", List.of(Role.REFERRER), "riverside", null);
    private static final String BROOKS = TestTokens.bearer("dr.brooks", "Dr. Carol Brooks", List.of(Role.REFERRER), "northgate-pc", null);
    private static final String HADDAD = TestTokens.bearer("dr.haddad", "Dr. Leila Haddad", List.of(Role.CLINICIAN), null, "dr.haddad");
    private static final String DANA = TestTokens.bearer("dana", "Dana Whitfield", List.of(Role.FRONT_DESK), null, null);
    private static final String SCHEDULING = TestTokens.bearer("scheduling-service", Role.SERVICE);

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void realParts(DynamicPropertyRegistry registry) {
        registry.add("spring.mongodb.uri", RealParts::freshMongoUri);
        registry.add("spring.kafka.bootstrap-servers", RealParts::kafkaBootstrapServers);
    }

    record Answer(int status, JsonNode json, HttpResponse<String> raw) {
        String text(String pointer) {
            return json.at(pointer).asString("");
        }
    }

    Answer send(String method, String path, String token, Object body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body instanceof String text ? text : Json.mapper().writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            JsonNode json = answer.body().startsWith("{") || answer.body().startsWith("[") ? Json.mapper().readTree(answer.body()) : Json.mapper().createObjectNode();
            return new Answer(answer.statusCode(), json, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String marias() {
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
                """.formatted(UUID.randomUUID().toString().substring(0, 8), TODAY.minusWeeks(10), TODAY.minusWeeks(9), TODAY.minusWeeks(3), TODAY.minusWeeks(4));
    }

    Answer refer(String body) {
        return send("POST", "/api/referrals", AMIN, body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    @Test
    void aReferralIsReceivedTriagedAndPermitted() {
        var received = refer(marias());
        assertThat(received.status()).as(received.raw().body()).isEqualTo(201);
        assertThat(received.text("/status")).isEqualTo("awaiting-triage");
        var id = received.text("/referralId");

        var own = send("GET", "/api/referrals/" + id, AMIN, null);
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.text("/intake/coverage/payer")).isEqualTo("medicare");
        assertThat(send("GET", "/api/referrals/" + id, BROOKS, null).status()).isEqualTo(404);
        assertThat(send("GET", "/api/referrals", BROOKS, null).json().at("/referrals").size()).isZero();
        assertThat(send("GET", "/api/referrals", AMIN, null).json().at("/referrals").values()).anyMatch(line -> line.at("/referralId").asString().equals(id));
        assertThat(send("GET", "/api/triage", HADDAD, null).json().at("/referrals").values()).anyMatch(line -> line.at("/referralId").asString().equals(id));

        var accepted = send("POST", "/api/referrals/" + id + "/accept", HADDAD, "{}");
        assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(200);
        assertThat(accepted.text("/permit/status")).isEqualTo("granted");
        var permit = send("GET", "/api/permits/" + accepted.text("/permitId"), SCHEDULING, null);
        assertThat(permit.status()).isEqualTo(200);
        assertThat(permit.text("/plan/procedure")).isEqualTo("transforaminal-lumbar-sacral");
        assertThat(send("POST", "/api/referrals/" + id + "/accept", HADDAD, "{}").text("/permit/status")).isEqualTo("granted");

        var desk = send("GET", "/api/referrals/" + id, DANA, null);
        assertThat(desk.status()).isEqualTo(200);
        assertThat(desk.json().has("findings")).isFalse();
        assertThat(desk.json().has("intake")).isFalse();
        assertThat(send("GET", "/api/patients/" + received.text("/patientId") + "/card", SCHEDULING, null).text("/initials")).isEqualTo("M.S.");
    }
}
