package health.foramen.safeguard;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import health.foramen.safeguard.testing.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A small service behind its doors, and an issuer that can go away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsIT {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Clinic.Rooms.class)
    static class Clinic {

        @Bean
        Doors doors() {
            return Doors.closed()
                    .open("/v/**")
                    .allow(HttpMethod.GET, "/api/worklist", Role.FRONT_DESK)
                    .allow("/triage", Role.CLINICIAN);
        }

        @RestController
        static class Rooms {

            @GetMapping("/api/worklist")
            String worklist(Person person) {
                return person.id() + " " + person.roles() + " " + person.practice() + " " + person.clinician();
            }

            @PostMapping("/api/worklist")
            String change() {
                return "nobody comes here";
            }

            @GetMapping("/triage")
            String triage(Person person) {
                return person.name();
            }

            @GetMapping("/v/{token}")
            String link(Optional<Person> person) {
                return person.map(Person::id).orElse("a patient");
            }

            @GetMapping("/forgotten")
            String forgotten() {
                return "no door leads here";
            }
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger tokensAsked = new AtomicInteger();
    private HttpServer issuer;
    private ConfigurableApplicationContext clinic;
    private ConfigurableApplicationContext orphan;

    @BeforeAll
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/oauth2/jwks", exchange -> answer(exchange, JsonMapper.shared().writeValueAsString(TestTokens.publicKeys())));
        issuer.createContext("/oauth2/token", exchange -> answer(exchange,
                "{\"access_token\":\"own-%d\",\"expires_in\":3600}".formatted(tokensAsked.incrementAndGet())));
        issuer.start();
        clinic = start("http://127.0.0.1:" + issuer.getAddress().getPort());
        orphan = start("http://127.0.0.1:1");
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static ConfigurableApplicationContext start(String issuer) {
        return new SpringApplication(Clinic.class).run("--server.port=0", "--server.address=127.0.0.1", "--spring.application.name=clinic",
                "--spring.profiles.active=local", "--foramen.jwks=" + issuer + "/oauth2/jwks");
    }

    @AfterAll
    void stop() {
        clinic.close();
        orphan.close();
        issuer.stop(0);
    }

    @Test
    void theRightRoleComesInAndIsKnownByName() throws Exception {
        assertThat(get("/api/worklist", TestTokens.bearer("dana", Role.FRONT_DESK)).body())
                .isEqualTo("dana [FRONT_DESK] Optional.empty Optional.empty");
        assertThat(get("/triage", TestTokens.bearer("dr.haddad", Role.CLINICIAN)).body()).isEqualTo("dr.haddad");
    }

    @Test
    void withoutATokenNothingOpensButTheOpenDoorsAndHealth() throws Exception {
        assertProblem(get("/api/worklist", null), 401, "not-signed-in");
        assertProblem(get("/nowhere", null), 401, "not-signed-in");
        assertThat(get("/v/abc", null).body()).isEqualTo("a patient");
        assertThat(get("/actuator/health", null).statusCode()).isEqualTo(200);
        assertProblem(get("/actuator/metrics", null), 401, "not-signed-in");
    }

    @Test
    void theWrongRoleIsRefused() throws Exception {
        assertProblem(get("/api/worklist", TestTokens.bearer("dr.amin", Role.REFERRER)), 403, "not-allowed");
        assertProblem(get("/actuator/metrics", TestTokens.bearer("dana", Role.FRONT_DESK)), 403, "not-allowed");
    }

    @Test
    void whatNobodyListedIsClosedAlsoToThoseWhoAreSignedIn() throws Exception {
        String administrator = TestTokens.bearer("alex", Role.ADMINISTRATOR);
        assertProblem(get("/forgotten", administrator), 403, "not-allowed");
        assertProblem(send(request("/api/worklist", TestTokens.bearer("dana", Role.FRONT_DESK))
                .POST(HttpRequest.BodyPublishers.noBody())), 403, "not-allowed");
    }

    @Test
    void forgedAndExpiredAndBrokenTokensAreRefused() throws Exception {
        assertProblem(get("/api/worklist", TestTokens.forged("dana", Role.FRONT_DESK)), 401, "token-refused");
        assertProblem(get("/api/worklist", TestTokens.expired("dana", Role.FRONT_DESK)), 401, "token-refused");
        assertProblem(get("/api/worklist", "nonsense"), 401, "token-refused");
        String unsigned = "eyJhbGciOiJub25lIn0." + TestTokens.bearer("dana", Role.FRONT_DESK).split("\\.")[1] + ".";
        assertProblem(get("/api/worklist", unsigned), 401, "token-refused");
    }

    @Test
    void aPersonReadsAPageWhereAProgramReadsAProblem() throws Exception {
        var page = send(request("/triage", TestTokens.bearer("dana", Role.FRONT_DESK)).header("Accept", "text/html,*/*"));
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body()).contains("<h1>This is not yours to see or do</h1>");
    }

    @Test
    void everyAnswerTellsTheBrowserToBeCareful() throws Exception {
        var headers = get("/v/abc", null).headers();
        assertThat(headers.firstValue("Content-Security-Policy")).get().asString().contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Cache-Control")).get().asString().contains("no-store");
    }

    @Test
    void anIssuerThatIsAwayIsSaidSoAndNeverGuessed() throws Exception {
        int port = port(orphan);
        var answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/worklist"))
                .header("Authorization", TestTokens.authorization("dana", Role.FRONT_DESK)).build(), HttpResponse.BodyHandlers.ofString());
        assertProblem(answer, 503, "sign-in-away");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void aServiceAsksForItsTokenOnce() {
        ServiceTokens tokens = clinic.getBean(ServiceTokens.class);
        assertThat(tokens.bearer()).isEqualTo(tokens.bearer()).isEqualTo("own-1");
        assertThat(tokensAsked).hasValue(1);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("application/problem+json");
        var problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:foramen:problem:" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path, token));
    }

    private HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(clinic) + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
