package health.foramen.shell;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import health.foramen.safeguard.Doors;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestIssuer;
import health.foramen.safeguard.testing.TestTokens;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A small service with pages and an API, asked over real HTTP in every wrong way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellIT {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({TestIssuer.class, Clinic.Api.class, Clinic.Pages.class})
    static class Clinic {

        @Bean
        Doors doors() {
            return Doors.closed().open("/**");
        }

        record Patient(@NotBlank String name, LocalDate birthDate, List<Contact> contacts) {
        }

        record Contact(String phone) {

            Contact {
                if (phone != null && !phone.startsWith("+")) {
                    throw new IllegalArgumentException("a phone number begins with + and the country");
                }
            }
        }

        @RestController
        static class Api {

            @PostMapping("/api/patients")
            Patient create(@Valid @RequestBody Patient patient, @RequestHeader("Idempotency-Key") String key) {
                return patient;
            }

            @GetMapping("/api/patients")
            String find(@RequestParam int limit) {
                return "found " + limit;
            }

            @PostMapping("/api/form")
            String form(@RequestParam Map<String, String> fields) {
                return "read " + fields.size();
            }

            @GetMapping("/api/taken")
            ResponseEntity<ProblemDetail> taken() {
                return Problem.of(HttpStatus.CONFLICT, "slot-no-longer-available", "Somebody else has just booked this opening.")
                        .with("openings", List.of("next")).error("/openingId", "is taken").response();
            }

            @GetMapping("/api/broken")
            String broken() {
                throw new IllegalStateException("the secret of the house");
            }

            @GetMapping("/api/store-away")
            String storeAway() {
                throw new DataAccessResourceFailureException("no answer from 10.1.2.3");
            }
        }

        @Controller
        static class Pages {

            @GetMapping("/triage")
            String triage() {
                return "triage";
            }

            @GetMapping("/v/abc")
            String visit() {
                return "visit";
            }

            @GetMapping("/broken")
            String broken() {
                throw new IllegalStateException("the secret of the house");
            }

            @PostMapping("/moved")
            String moved(Person person) {
                return "redirect:/triage";
            }
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext clinic;
    private int port;

    @BeforeAll
    void start() {
        clinic = new SpringApplication(Clinic.class).run("--server.port=0", "--server.address=127.0.0.1", "--foramen.web.max-body=100KB",
                "--logging.level.health.foramen.shell=OFF");
        port = clinic.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    void stop() {
        clinic.close();
    }

    @Test
    void aPageStandsInItsFrameWithTheReadersPlaces() throws Exception {
        String page = send(to("/triage").header("Accept", "text/html")
                .header("Authorization", TestTokens.authorization("dr.haddad", Role.CLINICIAN))).body();
        assertThat(page).contains("<title>Triage · Foramen</title>", "<h1>Triage</h1>", "dr.haddad", "href=\"/clearances\"", "Day board")
                .containsPattern("href=\"/triage\"\\s+aria-current=\"page\"")
                .doesNotContain("/worklist", "th:", "style=");
    }

    @Test
    void aPatientsPageHasNoRailAndItsOwnDirection() throws Exception {
        String page = send(to("/v/abc").header("Accept", "text/html")).body();
        assertThat(page).contains("lang=\"ar\"", "dir=\"rtl\"", "<h1>زيارتك</h1>", "/assets/foramen.css").doesNotContain("class=\"rail\"", "th:");
    }

    @Test
    void theRailShowsEachRoleItsOwn() {
        assertThat(Place.of(person(Role.REFERRER))).extracting(Place::path).containsExactly("/referrals", "/referrals/new");
        assertThat(Place.of(person(Role.FRONT_DESK))).extracting(Place::path).startsWith("/worklist").contains("/referrals/new", "/board").doesNotContain("/triage");
        assertThat(Place.of(person(Role.SERVICE))).isEmpty();
    }

    @Test
    void aProblemSaysWhatItIsAndWhereAndWhatNext() throws Exception {
        JsonNode problem = assertProblem(send(to("/api/taken")), 409, "slot-no-longer-available");
        assertThat(problem.path("title").asString()).isEqualTo("Slot no longer available");
        assertThat(problem.path("openings").path(0).asString()).isEqualTo("next");
        assertThat(problem.path("errors").path(0).path("pointer").asString()).isEqualTo("/openingId");
    }

    @Test
    void aBodyThatDoesNotFitNamesTheField() throws Exception {
        assertThat(assertProblem(post("{\"name\":\"M. S.\",\"birthDate\":\"soon\"}"), 400, "malformed-body").at("/errors/0/pointer").asString())
                .isEqualTo("/birthDate");
        JsonNode ofTheRecord = assertProblem(post("{\"name\":\"M. S.\",\"contacts\":[{\"phone\":\"+1\"},{\"phone\":\"5550101\"}]}"), 400, "malformed-body");
        assertThat(ofTheRecord.at("/errors/0/pointer").asString()).isEqualTo("/contacts/1");
        assertThat(ofTheRecord.path("detail").asString()).contains("begins with +");
        assertThat(assertProblem(post("{\"name\":[]}"), 400, "malformed-body").at("/errors/0/pointer").asString()).isEqualTo("/name");
        assertThat(assertProblem(post("{\"name\":\"  \"}"), 400, "invalid-fields").at("/errors/0/pointer").asString()).isEqualTo("/name");
        assertProblem(post("{\"name\":"), 400, "malformed-body");
        assertProblem(post(""), 400, "malformed-body");
        assertProblem(post("null"), 400, "malformed-body");
        assertProblem(post("[".repeat(5_000)), 400, "malformed-body");
    }

    @Test
    void whatIsMissingOrMistypedIsNamed() throws Exception {
        var withoutKey = to("/api/patients").header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"A\"}"));
        assertThat(assertProblem(send(withoutKey), 400, "missing-header").path("header").asString()).isEqualTo("Idempotency-Key");
        assertThat(assertProblem(send(to("/api/patients")), 400, "missing-parameter").path("parameter").asString()).isEqualTo("limit");
        assertThat(assertProblem(send(to("/api/patients?limit=many")), 400, "invalid-parameter").path("detail").asString()).contains("a whole number");
    }

    @Test
    void whatDoesNotExistIsSaidSo() throws Exception {
        assertProblem(send(to("/api/nowhere")), 404, "unknown-path");
        var wrongMethod = send(to("/api/taken").DELETE());
        assertProblem(wrongMethod, 405, "method-not-allowed");
        assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("GET");
        assertProblem(send(to("/api/patients").header("Content-Type", "text/csv").header("Idempotency-Key", "1")
                .POST(HttpRequest.BodyPublishers.ofString("a,b"))), 415, "unsupported-media-type");
        assertProblem(send(to("/api/taken").header("Accept", "image/png")), 409, "slot-no-longer-available");
    }

    @Test
    void aBugIsAdmittedWithoutItsSecrets() throws Exception {
        assertThat(send(to("/api/broken")).body()).doesNotContain("secret", "Exception", "health.foramen");
        assertProblem(send(to("/api/broken")), 500, "unexpected");
        var page = send(to("/broken").header("Accept", "text/html"));
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).contains("Something went wrong", "/assets/foramen.css").doesNotContain("secret");
    }

    @Test
    void aStoreThatIsAwayIsNoBug() throws Exception {
        var answer = send(to("/api/store-away"));
        assertProblem(answer, 503, "store-away");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.body()).doesNotContain("10.1.2.3");
    }

    @Test
    void aPersonAtAWrongAddressReadsAPage() throws Exception {
        var page = send(to("/nowhere").header("Accept", "text/html"));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("<h1>Nothing here</h1>", "unknown-path");
    }

    @Test
    void noBodyIsLargerThanTheLimitWhetherItSaysItsLengthOrNot() throws Exception {
        String large = "{\"name\":\"" + "a".repeat(200_000) + "\"}";
        assertProblem(post(large), 413, "body-too-large");
        assertProblem(send(to("/api/patients").header("Content-Type", "application/json").header("Idempotency-Key", "1")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> stream(large)))), 413, "body-too-large");
        String form = "a=" + "b".repeat(200_000);
        assertProblem(send(to("/api/form").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))), 413, "body-too-large");
        assertProblem(send(to("/api/form").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> stream(form)))), 413, "body-too-large");
        assertThat(send(to("/api/form").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> stream("a=1&b=2")))).body()).isEqualTo("read 2");
        var page = send(to("/form").header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "text/html").POST(HttpRequest.BodyPublishers.ofString(form)));
        assertThat(page.statusCode()).isEqualTo(413);
        assertThat(page.body()).as("a person reads a page").contains("<h1>", "body-too-large");
    }

    @Test
    void evenAnAddressThatTheServerItselfRefusesGetsAProblemOrAtLeastNoTrace() throws Exception {
        assertProblem(send(to("/api/patients;a=b//x?limit=1")), 400, "malformed-request");
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("GET /api/<x>?a={b} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 400").doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void redirectsStayRelative() throws Exception {
        var moved = send(to("/moved").header("Authorization", TestTokens.authorization("dana", Role.FRONT_DESK)).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(moved.headers().firstValue("Location")).hasValue("/triage");
    }

    @Test
    void pagesWithPeopleInThemAreNeverCached() throws Exception {
        assertThat(send(to("/triage").header("Accept", "text/html")).headers().firstValue("Cache-Control")).get().asString().contains("no-store");
    }

    private static Person person(Role role) {
        return new Person("x", "X", java.util.Set.of(role), java.util.Optional.empty(), java.util.Optional.empty());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:foramen:problem:" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        return problem;
    }

    private HttpResponse<String> post(String json) throws Exception {
        return send(to("/api/patients").header("Content-Type", "application/json").header("Idempotency-Key", "1")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
