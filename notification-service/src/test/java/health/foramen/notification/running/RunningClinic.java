package health.foramen.notification.running;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import health.foramen.local.testing.RealParts;
import health.foramen.notification.NotificationApplication;
import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.Cast;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.FollowingAppointments;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Step;
import health.foramen.notification.journey.StepState;
import health.foramen.notification.text.WebhookSeal;
import health.foramen.outbox.Json;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestIssuer;
import health.foramen.safeguard.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** The service on real parts, once for all tests, on a Thursday morning in Chicago; each test brings patients and visits of its own. */
final class RunningClinic {

    static final String PUBLIC_URL = "https://visit.foramen.org";
    static final String ON_CALL_PHONE = "+12025550199";
    static final String ON_CALL_MAIL = "on-call@clinic.example";
    static final String TEXT_TOKEN = "a-token-of-the-tests";
    /** Thursday, 12 November 2026, 11:00 in Chicago. */
    static final Instant MORNING = LocalDateTime.of(2026, 11, 12, 11, 0).atZone(Cast.CHICAGO).toInstant();

    static final TestClock CLOCK = new TestClock();
    static final Neighbours NEIGHBOURS = new Neighbours();
    static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final AtomicInteger PHONES = new AtomicInteger(1_000);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ConfigurableApplicationContext CONTEXT = start();

    @Configuration(proxyBeanMethods = false)
    @Import({NotificationApplication.class, TestIssuer.class})
    static class Parts {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    private RunningClinic() {
    }

    private static ConfigurableApplicationContext start() {
        CLOCK.moveTo(MORNING);
        MAIL.start();
        String neighbours = NEIGHBOURS.address();
        SpringApplication application = new SpringApplication(Parts.class);
        // It ends with the process, as the store and the broker do: closing one after another would wait for those that are gone.
        application.setRegisterShutdownHook(false);
        return application.run(
                "--server.port=0", "--server.address=127.0.0.1", "--spring.mongodb.uri=" + RealParts.freshMongoUri(),
                "--spring.kafka.bootstrap-servers=" + RealParts.kafkaBootstrapServers(),
                "--spring.mail.port=" + MAIL.getSmtp().getPort(),
                "--spring.cloud.discovery.client.simple.instances.referral-service[0].uri=" + neighbours,
                "--spring.cloud.discovery.client.simple.instances.scheduling-service[0].uri=" + neighbours,
                "--foramen.public-url=" + PUBLIC_URL, "--foramen.text.base-url=" + neighbours, "--foramen.text.auth-token=" + TEXT_TOKEN,
                "--foramen.on-call.phones=" + ON_CALL_PHONE, "--foramen.on-call.emails=" + ON_CALL_MAIL,
                "--foramen.notification.number-key=a-key-of-the-tests-alone", "--foramen.notification.shown-in=1s",
                "--resilience4j.circuitbreaker.instances.scheduling.minimum-number-of-calls=1000", "--logging.level.root=WARN");
    }

    static <T> T bean(Class<T> type) {
        return CONTEXT.getBean(type);
    }

    static ConfigurableApplicationContext context() {
        return CONTEXT;
    }

    static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20)).ignoreExceptions();
    }

    // ------------------------------------------------------------------------------------------------ people and visits

    /** Somebody new, whose card is here already. */
    static PatientCard aPatient(Language language) {
        PatientCard card = somebody(language);
        bean(Cards.class).keep(card);
        return card;
    }

    /** Somebody new, whom only referral-service knows. */
    static PatientCard somebody(Language language) {
        PatientCard card = Cast.card(UUID.randomUUID().toString(), "Rosa", "Delgado", language, "+1312555" + PHONES.incrementAndGet());
        NEIGHBOURS.cards.put(card.patientId(), card);
        return card;
    }

    static Appointment visitOf(PatientCard patient, LocalDateTime start) {
        return Cast.visit(UUID.randomUUID().toString(), patient.patientId(), 1, AppointmentStatus.BOOKED, start, Cast.CHICAGO, true, true, false, CLOCK.instant());
    }

    /** Booked for Thursday in three weeks, 10:15. */
    static Appointment booked(PatientCard patient) {
        return told(visitOf(patient, LocalDateTime.of(2026, 12, 3, 10, 15)));
    }

    static Appointment told(Appointment visit) {
        bean(FollowingAppointments.class).appointmentsAre(List.of(visit));
        return visit;
    }

    static Journey journey(String id) {
        return bean(KeepingJourneys.class).find(id).orElseThrow();
    }

    static StepState state(Appointment visit, String step, Channel channel) {
        return journey(visit.appointmentId()).steps().stream().filter(one -> one.name().equals(step) && one.channel() == channel)
                .map(Step::state).findFirst().orElseThrow();
    }

    static void awaitState(Appointment visit, String step, Channel channel, Class<? extends StepState> state) {
        soon().untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(state(visit, step, channel)).isInstanceOf(state));
    }

    // ------------------------------------------------------------------------------------------------ HTTP

    record Answer(int status, String body, Map<String, List<String>> headers) {
        JsonNode json() {
            return Json.mapper().readTree(body);
        }

        Optional<String> header(String name) {
            return headers.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name)).flatMap(entry -> entry.getValue().stream()).findFirst();
        }
    }

    static String base() {
        return "http://127.0.0.1:" + CONTEXT.getEnvironment().getProperty("local.server.port");
    }

    static Answer get(String path, String... headers) {
        return call(HttpRequest.newBuilder(URI.create(base() + path)).GET(), headers);
    }

    static Answer getAs(Role role, String path, String accept) {
        return get(path, "Authorization", TestTokens.authorization("dana", role), "Accept", accept);
    }

    static Answer post(String path, Map<String, String> form, String... headers) {
        return call(HttpRequest.newBuilder(URI.create(base() + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))), headers);
    }

    static Answer jsonAs(Role role, String verb, String path, String body) {
        return call(HttpRequest.newBuilder(URI.create(base() + path)).header("Content-Type", "application/json").method(verb, HttpRequest.BodyPublishers.ofString(body)),
                "Authorization", TestTokens.authorization("dana", role), "Accept", "application/json");
    }

    static String resource(String path) {
        try (InputStream in = RunningClinic.class.getClassLoader().getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer postAs(Role role, String path, Map<String, String> form) {
        return post(path, form, "Authorization", TestTokens.authorization("dana", role), "Accept", "text/html");
    }

    /** As a browser sends a chosen file beside the other fields, and as the gateway passes it on: without saying its length. */
    static Answer uploadAs(Role role, String path, Map<String, String> form, String fileField, byte[] content) {
        String edge = "----edge" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        form.forEach((name, value) -> body.writeBytes(("--" + edge + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n").getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + edge + "\r\nContent-Disposition: form-data; name=\"" + fileField + "\"; filename=\"cadence.yaml\"\r\nContent-Type: application/yaml\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + edge + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return call(HttpRequest.newBuilder(URI.create(base() + path)).header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.toByteArray()))), "Authorization", TestTokens.authorization("dana", role), "Accept", "text/html");
    }

    /** As the provider does it, with its seal. */
    static Answer webhook(String path, Map<String, String> form) {
        Map<String, List<String>> fields = form.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        return post(path, form, "X-Twilio-Signature", new WebhookSeal(PUBLIC_URL, TEXT_TOKEN).of(path, fields));
    }

    static Answer patientWrites(PatientCard patient, String words) {
        return webhook("/webhooks/text/inbound", Map.of("MessageSid", "SM" + UUID.randomUUID().toString().replace("-", ""), "From", patient.phone().orElseThrow(),
                "To", "+13125550100", "Body", words));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Answer call(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer.headers().map());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + Arrays.toString(headers), e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
