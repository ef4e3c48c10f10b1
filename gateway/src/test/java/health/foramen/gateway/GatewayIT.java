package health.foramen.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway as it runs on a demo machine, before services that only listen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIT {

    @TempDir
    private static Path data;

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext gateway;
    private Backend referral;
    private Backend scheduling;
    private Backend notification;
    private String site;

    @BeforeAll
    void start() throws IOException {
        referral = new Backend();
        scheduling = new Backend();
        notification = new Backend();
        int port = freePort();
        site = "http://127.0.0.1:" + port;
        gateway = start(port);
    }

    private ConfigurableApplicationContext start(int port) {
        String instances = "--spring.cloud.discovery.client.simple.instances.";
        return new SpringApplication(GatewayApplication.class).run("--spring.profiles.active=local", "--server.port=" + port,
                "--foramen.local.signing-keys=" + data.resolve("keys"),
                instances + "referral-service[0].uri=" + referral.url(),
                instances + "scheduling-service[0].uri=" + scheduling.url(),
                instances + "notification-service[0].uri=" + notification.url());
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    void stop() {
        gateway.close();
        referral.close();
        scheduling.close();
        notification.close();
    }

    @Test
    void aPersonWhoAsksForAPageSignsInAndComesBackToIt() throws Exception {
        var browser = new Browser(site);
        var signIn = browser.open("/worklist?site=lakeside");
        assertThat(signIn.uri().getPath()).isEqualTo("/login");
        assertThat(signIn.body()).contains("Dana Whitfield", "Riverside Family Medicine").doesNotContain("th:");

        var page = browser.signIn("dana", "dana-demo");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri()).hasToString(site + "/worklist?site=lakeside");
        assertThat(page.body()).isEqualTo("heard /worklist?site=lakeside");

        JsonNode claims = claims(scheduling.last().authorization());
        assertThat(claims.path("sub").asString()).isEqualTo("dana");
        assertThat(claims.path("name").asString()).isEqualTo("Dana Whitfield");
        assertThat(claims.path("roles").path(0).asString()).isEqualTo("front-desk");
        assertThat(scheduling.last().cookie()).as("the session stays at the gateway").isNull();
    }

    @Test
    void aWrongPasswordStaysAtTheDoor() throws Exception {
        var browser = new Browser(site);
        browser.open("/worklist");
        var refused = browser.signIn("dana", "guess");
        assertThat(refused.uri().getPath()).isEqualTo("/login");
        assertThat(refused.body()).contains("That did not match");
    }

    @Test
    void eachRoleBeginsWhereItsWorkIs() throws Exception {
        for (var home : Map.of("dana", "/worklist", "dr.amin", "/referrals", "dr.haddad", "/triage", "alex", "/status").entrySet()) {
            var browser = new Browser(site);
            browser.open("/");
            assertThat(browser.signIn(home.getKey(), home.getKey().replace("dr.", "") + "-demo").uri().getPath()).isEqualTo(home.getValue());
        }
    }

    @Test
    void aFormReachesItsServiceWholeAndOnce() throws Exception {
        var browser = new Browser(site);
        browser.open("/worklist");
        browser.signIn("dana", "dana-demo");
        int before = scheduling.heard().size();
        browser.submit("/appointments/new?from=worklist", Map.of("note", "Café & crème = 5 € ؟"));
        assertThat(scheduling.heard()).hasSize(before + 1);
        assertThat(scheduling.last().path()).isEqualTo("/appointments/new?from=worklist");
        assertThat(scheduling.last().body()).isEqualTo("note=Caf%C3%A9+%26+cr%C3%A8me+%3D+5+%E2%82%AC+%D8%9F");
        assertThat(browser.submit("/appointments/moved", Map.of("a", "1")).uri()).hasToString(site + "/worklist");
    }

    @Test
    void anotherSiteCannotActInASignedInPersonsName() throws Exception {
        var browser = new Browser(site);
        browser.open("/worklist");
        browser.signIn("dana", "dana-demo");
        int before = scheduling.heard().size();
        assertThat(browser.submit("/appointments/new", Map.of(), "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(browser.submit("/appointments/new", Map.of(), "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
        assertThat(browser.submit("/appointments/new", Map.of(), "Origin", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(browser.submit("/appointments/new", Map.of(), "X-Nothing", "said").statusCode()).isEqualTo(403);
        assertThat(browser.submit("/logout", Map.of(), "Origin", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(scheduling.heard()).hasSize(before);
        assertThat(browser.submit("/appointments/new", Map.of(), "Origin", site).statusCode()).isEqualTo(201);
    }

    @Test
    void signingOutEndsTheSessionForGood() throws Exception {
        var browser = new Browser(site);
        browser.open("/worklist");
        browser.signIn("dana", "dana-demo");
        assertThat(browser.submit("/logout", Map.of()).body()).contains("You are signed out");
        assertThat(browser.open("/worklist").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void aProgramGetsAProblemWhereAPersonGetsAPage() throws Exception {
        assertProblem(send(to("/api/appointments/1")), 401, "not-signed-in");
        assertProblem(send(to("/api/appointments/1").header("Authorization", "Bearer nonsense")), 401, "token-refused");
        assertProblem(send(to("/status").header("Authorization", "Bearer " + token("dana", "dana-demo"))), 403, "not-allowed");
        var fragment = new Browser(site).fragment("/worklist/rows");
        assertProblem(fragment, 401, "not-signed-in");
        assertThat(fragment.headers().firstValue("HX-Refresh")).hasValue("true");
    }

    @Test
    void aScriptActsAsAPersonWithATokenOfItsOwn() throws Exception {
        String token = token("dr.amin", "amin-demo");
        var answer = send(to("/api/referrals/new").header("Authorization", "Bearer " + token).header("Idempotency-Key", "k1")
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"أمل\"}")));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(referral.last().authorization()).isEqualTo("Bearer " + token);
        assertThat(referral.last().body()).isEqualTo("{\"name\":\"أمل\"}");
        assertThat(claims("x " + token).path("practice").asString()).isEqualTo("riverside");
        assertThat(claims("x " + token("scheduling-service", "local-only-scheduling-service")).path("roles").path(0).asString()).isEqualTo("service");
    }

    @Test
    void aTokenOutlivesARestart() throws Exception {
        String token = token("dana", "dana-demo");
        int port = freePort();
        try (var again = start(port)) {
            var answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/jwks")).build(), HttpResponse.BodyHandlers.ofString());
            String keyOfTheToken = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0])).path("kid").asString();
            assertThat(again.isRunning()).isTrue();
            assertThat(answer.body()).contains(keyOfTheToken).doesNotContain("\"d\"");
        }
    }

    @Test
    void patientsAndProvidersComeWithoutSigningIn() throws Exception {
        assertThat(send(to("/v/abc123").header("Accept", "text/html")).body()).isEqualTo("heard /v/abc123");
        assertThat(send(to("/webhooks/text/inbound").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("From=%2B13125550101&Body=3"))).statusCode()).isEqualTo(200);
        assertThat(notification.last().body()).isEqualTo("From=%2B13125550101&Body=3");
        assertThat(notification.last().authorization()).isNull();
    }

    @Test
    void thePagesSharedFilesAreServedAndKeptForAWhile() throws Exception {
        for (String asset : new String[] {"foramen.css", "shell.js", "htmx.min.js", "chart.umd.min.js", "mark.svg", "board.css", "board.js", "worklist.css", "worklist.js"}) {
            var answer = send(to("/assets/" + asset));
            assertThat(answer.statusCode()).as(asset).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).get().asString().as(asset).contains("max-age=600");
        }
        assertThat(send(to("/assets/foramen.css")).body().length()).isLessThanOrEqualTo(30_000);
        assertThat(send(to("/assets/../application.yaml")).statusCode()).isBetween(400, 404);
        assertProblem(send(to("/assets/nothing.css")), 404, "unknown-path");
    }

    @Test
    void anAdministratorReadsHowTheSuiteIs() throws Exception {
        var browser = new Browser(site);
        browser.open("/status");
        String page = browser.signIn("alex", "alex-demo").body();
        assertThat(page).contains("Referrals and patients", "It answers within", "Messages").doesNotContain("th:");
        assertThat(browser.open("/gallery").body()).contains("Gallery").doesNotContain("th:", "style=\"");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndNotTheNeighboursFault() throws Exception {
        String token = token("dana", "dana-demo");
        String large = "x".repeat(2_000_000);
        for (int i = 0; i < 12; i++) {
            assertProblem(send(to("/api/holds").header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large.getBytes(java.nio.charset.StandardCharsets.UTF_8))))),
                    413, "body-too-large");
        }
        assertThat(send(to("/api/holds/new").header("Authorization", "Bearer " + token)).statusCode()).isEqualTo(201);
    }

    /** Whether a file says its length or not: it passes as it was sent to the addresses that take files, and nowhere else. */
    @Test
    void aFileOfTwentyFiveMegabytesPassesToTheAddressesThatTakeFilesOnly() throws Exception {
        String token = token("dr.amin", "amin-demo");
        String takes = "/api/referrals/0a1b2c3d-0000-5000-8000-000000000001/attachments";
        var file = new byte[25 * 1024 * 1024];
        assertThat(send(upload(takes, token).POST(HttpRequest.BodyPublishers.ofByteArray(file))).statusCode()).isEqualTo(200);
        assertThat(referral.last().body()).hasSize(file.length);
        assertThat(referral.last().contentType()).startsWith("multipart/form-data").contains("boundary=b");
        assertThat(send(upload(takes, token).POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file)))).statusCode()).isEqualTo(200);
        assertThat(referral.last().body()).hasSize(file.length);

        var larger = new byte[27 * 1024 * 1024];
        int heard = referral.heard().size();
        assertProblem(send(upload(takes, token).POST(HttpRequest.BodyPublishers.ofByteArray(larger))), 413, "body-too-large");
        assertProblem(send(upload("/api/referrals", token).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[2_000_000]))), 413, "body-too-large");
        assertProblem(send(upload("/api/referrals", token).POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100])))), 411, "length-required");
        assertThat(referral.heard()).hasSize(heard);
    }

    private HttpRequest.Builder upload(String path, String token) {
        return to(path).header("Authorization", "Bearer " + token).header("Content-Type", "multipart/form-data; boundary=b");
    }

    @Test
    void aNeighbourThatIsAwayIsSaidSoAndComesBack() throws Exception {
        String token = token("dr.haddad", "haddad-demo");
        var lonely = new Backend();
        int port = freePort();
        String instances = "--spring.cloud.discovery.client.simple.instances.";
        try (var other = new SpringApplication(GatewayApplication.class).run("--spring.profiles.active=local", "--server.port=" + port,
                "--foramen.local.signing-keys=" + data.resolve("keys"), "--foramen.issuer=" + site, "--foramen.jwks=" + site + "/oauth2/jwks",
                instances + "referral-service[0].uri=" + lonely.url(), "--logging.level.health.foramen.gateway.routes=OFF")) {
            assertThat(other.isRunning()).isTrue();
            String address = "http://127.0.0.1:" + port;
            var ask = HttpRequest.newBuilder(URI.create(address + "/api/triage")).header("Authorization", "Bearer " + token);
            assertThat(send(ask).statusCode()).isEqualTo(200);

            lonely.goAway();
            for (int i = 0; i < 8; i++) {
                var answer = send(ask);
                JsonNode problem = assertProblem(answer, 503, "service-away");
                assertThat(problem.path("service").asString()).isEqualTo("referral-service");
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            }
            var page = send(HttpRequest.newBuilder(URI.create(address + "/triage")).header("Accept", "text/html").header("Authorization", "Bearer " + token));
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("will be back in a moment", "/assets/foramen.css");

            lonely.comeBack();
            int heard = lonely.heard().size();
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            int status = 503;
            while (status == 503 && System.nanoTime() < until) {
                status = send(ask).statusCode();
                Thread.onSpinWait();
            }
            assertThat(status).isEqualTo(200);
            assertThat(lonely.heard()).as("nothing was sent twice").hasSize(heard + 1);
        } finally {
            lonely.close();
        }
    }

    private String token(String client, String secret) throws Exception {
        var answer = send(to("/oauth2/token")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }

    private static JsonNode claims(String authorization) {
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(authorization.split(" ")[1].split("\\.")[1]));
    }

    private static JsonNode assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:foramen:problem:" + slug);
        return problem;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(site + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
