package health.foramen.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The whole sandbox over its real ports: Twilio's shapes, callbacks, replies, bad days, mail, pages. */
class SandboxIT {

    private static final String ACCOUNT = "AC00000000000000000000000000000000";
    private static final String TOKEN = "local-only-text-token";
    private static final String MESSAGES = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages";
    private static final String CLINIC_NUMBER = "+13125550100";
    private static final String MARISOL = "+12025550101";

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext sandbox;
    private static Clinic clinic;
    private static URI base;
    private static int smtpPort;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        clinic = new Clinic(TOKEN);
        smtpPort = freePort();
        SpringApplication application = new SpringApplication(SandboxApplication.class);
        application.setAdditionalProfiles("local");
        sandbox = application.run("--server.port=0", "--foramen.sandbox.data=" + data, "--foramen.clock.file=" + data.resolve("clock"),
                "--foramen.sandbox.smtp-port=" + smtpPort, "--foramen.sandbox.notification=" + clinic.url("/"),
                "--foramen.sandbox.token-endpoint=" + clinic.url("/token"), "--foramen.text.webhook=" + clinic.url("/replies"));
        base = URI.create("http://127.0.0.1:" + sandbox.getEnvironment().getProperty("local.server.port"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        clinic.close();
    }

    @BeforeEach
    void forget() {
        clinic.answers("");
        send("DELETE", "/sandbox/faults", null);
        send("DELETE", "/sandbox/api/texts", null);
        send("DELETE", "/sandbox/api/mails", null);
    }

    private record Answer(int status, JsonNode body, HttpResponse<String> raw) {
    }

    private Answer send(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        if (json == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(json));
        }
        return answer(request);
    }

    private static HttpRequest.Builder signedIn(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((ACCOUNT + ":" + token).getBytes(UTF_8)));
    }

    private Answer answer(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json = answer.headers().firstValue("Content-Type").filter(type -> type.contains("json")).isPresent();
            return new Answer(answer.statusCode(), json ? JsonMapper.shared().readTree(answer.body()) : JsonMapper.shared().missingNode(), answer);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Answer text(Map<String, String> form) {
        return answer(order(form, TOKEN));
    }

    private static HttpRequest.Builder order(Map<String, String> form, String token) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8)).collect(Collectors.joining("&"));
        return signedIn(HttpRequest.newBuilder(base.resolve(MESSAGES + ".json")), token).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private Answer read(String path) {
        return answer(signedIn(HttpRequest.newBuilder(URI.create(base + path)), TOKEN));
    }

    private static Map<String, String> aText() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", MARISOL);
        form.put("From", CLINIC_NUMBER);
        form.put("Body", "Lakeside Surgery Center: see you Thu 3 Dec, 10:15.");
        return form;
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.put(field, value);
        return changed;
    }

    private int accepted() {
        return send("GET", "/sandbox/api/texts", null).body().path("accepted").asInt();
    }

    @Test
    void aTextIsAcceptedInTwiliosShape() {
        Answer answer = text(aText());

        assertThat(answer.status()).isEqualTo(201);
        JsonNode text = answer.body();
        assertThat(text.propertyNames()).containsExactlyInAnyOrder("account_sid", "api_version", "body", "date_created", "date_sent",
                "date_updated", "direction", "error_code", "error_message", "from", "messaging_service_sid", "num_media", "num_segments",
                "price", "price_unit", "sid", "status", "subresource_uris", "to", "uri");
        assertThat(text.path("sid").asString()).matches("SM[0-9a-f]{32}");
        assertThat(text.path("status").asString()).isEqualTo("queued");
        assertThat(text.path("direction").asString()).isEqualTo("outbound-api");
        assertThat(text.path("num_segments").asString()).isEqualTo("1");
        assertThat(text.path("date_sent").isNull()).isTrue();
        assertThat(text.path("error_code").isNull()).isTrue();
        assertThat(text.path("uri").asString()).isEqualTo(MESSAGES + "/" + text.path("sid").asString() + ".json");
        assertThat(ZonedDateTime.parse(text.path("date_created").asString(), DateTimeFormatter.RFC_1123_DATE_TIME)).isNotNull();
        assertThat(read(text.path("uri").asString()).body().path("body").asString()).isEqualTo(aText().get("Body"));
    }

    @Test
    void aMessagingServiceChoosesTheNumberLater() {
        Map<String, String> form = with(aText(), "MessagingServiceSid", "MG00000000000000000000000000000000");
        form.remove("From");

        JsonNode text = text(form).body();

        assertThat(text.path("status").asString()).isEqualTo("accepted");
        assertThat(text.path("from").isNull()).isTrue();
        assertThat(text.path("num_segments").asString()).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "To,   -,             21604", "To,   12025550101,   21211", "To,   +12,           21211", "To, +12025550191, 21211",
            "To,   +15005550001,  21211", "To,   +15005550004,  21610", "To,   +15005550009,  21614", "To, +201000000190, 21614",
            "To,   +12025550192,  21608", "From, -,             21603", "From, not-a-number!, 21212", "Body, -, 21602",
            "StatusCallback, 'not an address', 21609"})
    void aBadOrderIsRefusedWithTwiliosCode(String field, String value, int code) {
        Answer answer = text(with(aText(), field, value == null ? "" : value));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("code").asInt()).isEqualTo(code);
        assertThat(answer.body().path("status").asInt()).isEqualTo(400);
        assertThat(answer.body().path("more_info").asString()).isEqualTo("https://www.twilio.com/docs/errors/" + code);
        assertThat(answer.body().path("message").asString()).isNotBlank().doesNotContain("%s");
        assertThat(accepted()).isZero();
    }

    @Test
    void aBodyOfMoreThanSixteenHundredCharactersIsRefused() {
        assertThat(text(with(aText(), "Body", "a".repeat(1601))).body().path("code").asInt()).isEqualTo(21617);
        assertThat(text(with(aText(), "Body", "a".repeat(1600))).body().path("num_segments").asString()).isEqualTo("11");
    }

    @Test
    void aWrongTokenIsRefused() {
        Answer answer = answer(order(aText(), "wrong"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().path("code").asInt()).isEqualTo(20003);
    }

    @Test
    void anUnknownSidIsNotFound() {
        Answer answer = read(MESSAGES + "/SM" + "0".repeat(32) + ".json");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("code").asInt()).isEqualTo(20404);
    }

    @Test
    void aListIsFoundByNumberAndDateAndPagedOn() {
        for (int i = 1; i <= 5; i++) {
            text(with(aText(), "Body", "text " + i));
        }
        text(with(aText(), "To", "+12025550102"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String marisol = "?To=" + URLEncoder.encode(MARISOL, UTF_8);

        JsonNode page = read(MESSAGES + ".json" + marisol + "&DateSent=" + today + "&PageSize=3").body();
        JsonNode next = read(page.path("next_page_uri").asString()).body();

        assertThat(page.path("messages")).extracting(text -> text.path("body").asString()).containsExactly("text 5", "text 4", "text 3");
        assertThat(next.path("messages")).extracting(text -> text.path("body").asString()).containsExactly("text 2", "text 1");
        assertThat(next.path("next_page_uri").isNull()).isTrue();
        assertThat(read(MESSAGES + ".json" + marisol + "&DateSent%3E=" + today).body().path("messages")).hasSize(5);
        assertThat(read(MESSAGES + ".json" + marisol + "&DateSent%3C=2020-01-01").body().path("messages")).isEmpty();
        assertThat(read(MESSAGES + ".json" + marisol + "&DateSent=2020-01-01").body().path("messages")).isEmpty();
    }

    @Test
    void theSenderHearsSentAndThenDelivered() {
        String sid = text(with(aText(), "StatusCallback", clinic.url("/status?a=1"))).body().path("sid").asString();

        Clinic.Heard sent = clinic.next();
        Clinic.Heard delivered = clinic.next();

        assertThat(sent.form()).containsEntry("MessageSid", sid).containsEntry("MessageStatus", "sent").containsEntry("To", MARISOL)
                .containsEntry("From", CLINIC_NUMBER).containsEntry("AccountSid", ACCOUNT).doesNotContainKey("ErrorCode");
        assertThat(delivered.form()).containsEntry("MessageSid", sid).containsEntry("MessageStatus", "delivered");
    }

    @ParameterizedTest
    @CsvSource({"+12025550193, 30003", "+201000000194, 30005", "+12025550195, 30006", "+12025550196, 30008"})
    void anOddNumberIsAcceptedAndReportedUndelivered(String number, String code) {
        text(with(with(aText(), "To", number), "StatusCallback", clinic.url("/status")));

        assertThat(clinic.next().form()).containsEntry("MessageStatus", "sent");
        assertThat(clinic.next().form()).containsEntry("MessageStatus", "undelivered").containsEntry("ErrorCode", code);
    }

    @Test
    void aReplyReachesTheClinicSigned() {
        text(aText());

        Answer answer = send("POST", "/sandbox/api/replies", "{\"from\":\"" + MARISOL + "\",\"body\":\"٣\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("clinicStatus").asInt()).isEqualTo(200);
        Clinic.Heard heard = clinic.next();
        assertThat(heard.path()).isEqualTo("/replies");
        assertThat(heard.form()).containsEntry("Body", "٣").containsEntry("From", MARISOL).containsEntry("To", CLINIC_NUMBER)
                .containsEntry("SmsStatus", "received").containsEntry("NumMedia", "0")
                .containsEntry("MessageSid", answer.body().path("text").path("sid").asString());
    }

    @Test
    void whatTheClinicAnswersByTwimlReachesThePhone() {
        clinic.answers("<?xml version=\"1.0\"?><Response><Message>Thank you &amp; see you soon</Message></Response>");

        send("POST", "/sandbox/api/replies", "{\"from\":\"" + MARISOL + "\",\"body\":\"1\"}");

        assertThat(clinic.next().form()).containsEntry("Body", "1");
        assertThat(send("GET", "/sandbox/api/texts?phone=%2B12025550101", null).body().path("texts"))
                .extracting(text -> text.path("body").asString()).containsExactly("Thank you & see you soon", "1");
    }

    @Test
    void whoSaysStopGetsNoMoreUntilSheSaysStart() {
        text(aText());
        send("POST", "/sandbox/api/replies", "{\"from\":\"" + MARISOL + "\",\"body\":\"Stop\"}");
        assertThat(clinic.next().form()).containsEntry("Body", "Stop");

        Answer refused = text(aText());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("code").asInt()).isEqualTo(21610);
        assertThat(accepted()).isEqualTo(1);
        assertThat(send("GET", "/sandbox/api/texts?phone=%2B12025550101", null).body().path("texts").get(0).path("body").asString())
                .startsWith("You have successfully been unsubscribed.");
        send("POST", "/sandbox/api/replies", "{\"from\":\"" + MARISOL + "\",\"body\":\"START\"}");
        clinic.next();
        assertThat(text(aText()).status()).isEqualTo(201);
    }

    private void faults(String... faults) {
        assertThat(send("POST", "/sandbox/faults", "{\"faults\":[" + String.join(",", faults) + "]}").status()).isEqualTo(200);
    }

    @Test
    void aLostAnswerIsAnAcceptedTextAndAClosedConnection() {
        faults("{\"kind\":\"text-answer-lost\",\"times\":1}");

        assertThatThrownBy(() -> text(aText())).isInstanceOf(UncheckedIOException.class);
        assertThat(accepted()).isEqualTo(1);
        assertThat(text(aText()).status()).isEqualTo(201);
    }

    @Test
    void aHangingAnswerIsAnAcceptedTextAndSilence() {
        faults("{\"kind\":\"text-answer-hangs\",\"times\":1,\"millis\":1500}");

        assertThatThrownBy(() -> answer(order(aText(), TOKEN).timeout(Duration.ofMillis(400)))).isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void aBusyProviderSaysWhenToComeBackAndAcceptsNothing() {
        faults("{\"kind\":\"text-too-many-requests\",\"times\":1,\"seconds\":7}", "{\"kind\":\"text-server-error\",\"times\":1}");

        Answer busy = text(aText());
        Answer broken = text(aText());

        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.body().path("code").asInt()).isEqualTo(20429);
        assertThat(busy.raw().headers().firstValue("Retry-After")).contains("7");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(accepted()).isZero();
    }

    @Test
    void reportsComeTwiceOrInTheWrongOrderOrNot() {
        Map<String, String> reported = with(aText(), "StatusCallback", clinic.url("/status"));
        faults("{\"kind\":\"callback-twice\",\"times\":1}");
        text(reported);
        assertThat(List.of(status(), status(), status(), status())).containsExactly("sent", "sent", "delivered", "delivered");

        faults("{\"kind\":\"callback-reordered\",\"times\":1}");
        text(reported);
        assertThat(List.of(status(), status())).containsExactly("delivered", "sent");

        faults("{\"kind\":\"callback-dropped\",\"to\":\"" + MARISOL + "\"}");
        text(reported);
        text(with(reported, "To", "+12025550102"));
        assertThat(clinic.next().form()).containsEntry("To", "+12025550102");
        assertThat(clinic.next().form()).containsEntry("To", "+12025550102");
        assertThat(clinic.waiting()).isZero();
    }

    private static String status() {
        return clinic.next().form().get("MessageStatus");
    }

    @Test
    void anUnknownFaultIsRefused() {
        Answer answer = send("POST", "/sandbox/faults", "{\"faults\":[{\"kind\":\"earthquake\"}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:foramen:problem:invalid-fields");
        assertThat(answer.body().path("detail").asString()).contains("mail-hangs");
    }

    private static void mail(String to, Duration patience) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(smtpPort));
        properties.setProperty("mail.smtp.timeout", Long.toString(patience.toMillis()));
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("clinic@foramen.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject("موعدك", "UTF-8");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText("see you", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p dir=\"rtl\">أهلا</p>", "text/html; charset=UTF-8");
        MimeBodyPart calendar = new MimeBodyPart();
        calendar.setContent("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; charset=UTF-8");
        calendar.setFileName("appointment.ics");
        MimeMultipart forms = new MimeMultipart("alternative", plain, html);
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(forms);
        message.setContent(new MimeMultipart("mixed", body, calendar));
        Transport.send(message);
    }

    @Test
    void aMailIsTakenApartAndKept() throws Exception {
        mail("Amira@example.org", Duration.ofSeconds(10));

        JsonNode mails = send("GET", "/sandbox/api/mails?to=amira@example.org", null).body();
        JsonNode mail = mails.path("mails").get(0);
        assertThat(mails.path("taken").asInt()).isEqualTo(1);
        assertThat(mail.path("subject").asString()).isEqualTo("موعدك");
        assertThat(mail.path("html").asString()).contains("أهلا");
        assertThat(mail.path("plain").asString()).contains("see you");
        assertThat(mail.path("attachments").get(0).path("name").asString()).isEqualTo("appointment.ics");
        Answer page = send("GET", "/sandbox/mails/" + mail.path("id").asInt(), null);
        assertThat(page.raw().body()).contains("sandbox=\"allow-popups", "srcdoc=\"&lt;base target", "أهلا");
        Answer file = send("GET", "/sandbox/mails/" + mail.path("id").asInt() + "/attachments/0", null);
        assertThat(file.raw().body()).startsWith("BEGIN:VCALENDAR");
        assertThat(file.raw().headers().firstValue("Content-Disposition").orElse("")).contains("attachment").contains("appointment.ics");
    }

    @Test
    void onABadDayThePostOfficeRefusesOrHangs() throws Exception {
        faults("{\"kind\":\"mail-refused\",\"times\":1}", "{\"kind\":\"mail-hangs\",\"times\":1,\"millis\":1500}");

        assertThatThrownBy(() -> mail("amira@example.org", Duration.ofMillis(300))).isInstanceOf(MessagingException.class);
        assertThatThrownBy(() -> mail("amira@example.org", Duration.ofMillis(300))).isInstanceOf(MessagingException.class);
        mail("amira@example.org", Duration.ofSeconds(10));
        assertThat(send("GET", "/sandbox/api/mails", null).body().path("taken").asInt()).isEqualTo(1);
    }

    @Test
    void thePagesShowPhonesAndCarryAnswers() {
        text(with(aText(), "Body", "موعدك http://127.0.0.1:8080/v/abc"));

        assertThat(send("GET", "/sandbox/", null).raw().body()).contains(MARISOL, "Sandbox", "accepted", "To the next due message");
        Answer phone = send("GET", "/sandbox/phones/%2B12025550101", null);
        assertThat(phone.raw().body()).contains("dir=\"auto\"", "<a href=\"http://127.0.0.1:8080/v/abc\">", "data-from=\"clinic\"");
        Answer answered = answer(HttpRequest.newBuilder(base.resolve("/sandbox/phones/%2B12025550101/replies"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("body=3")));
        assertThat(answered.status()).isEqualTo(303);
        assertThat(clinic.next().form()).containsEntry("Body", "3");
    }

    @Test
    void theClockSaysWhyItDoesNotMove() {
        Answer answer = send("POST", "/sandbox/api/clock", "{\"by\":\"PT1H\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("why").asString()).contains("the clock stays here");
        assertThat(send("POST", "/sandbox/api/clock", "{\"to\":\"yesterday\"}").status()).isEqualTo(400);
        assertThat(send("POST", "/sandbox/api/clock", "{\"to\":\"2020-01-01T00:00:00Z\"}").body().path("type").asString())
                .isEqualTo("urn:foramen:problem:clock-only-moves-forward");
        assertThat(send("POST", "/sandbox/api/clock", "{").status()).isEqualTo(400);
    }

    @Test
    void itStartsNowhereButLocally() {
        assertThatThrownBy(() -> SandboxApplication.main(new String[] {"--server.port=0", "--spring.profiles.active=production"}))
                .hasMessageContaining("profile 'local' only");
    }
}
