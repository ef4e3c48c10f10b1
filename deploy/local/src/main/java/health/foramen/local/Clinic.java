package health.foramen.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// The running suite, as a script meets it.
final class Clinic {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /// A whole store of years is read twice when something is found; on a busy laptop a hundred thousand appointments take a minute each time.
    private static final Duration PATIENCE_FOR_A_WHOLE_STORE = Duration.ofMinutes(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;
    private final HttpClient http = HttpClient.newHttpClient();

    Clinic(Settings settings) {
        this.settings = settings;
    }

    /// A bearer token in the person's name; the password is FORAMEN_PASSWORD or the demo clinic's.
    String token(String person) {
        var password = settings.given().getOrDefault("FORAMEN_PASSWORD", DemoPerson.password(person));
        var credentials = Base64.getEncoder().encodeToString((person + ":" + password).getBytes(StandardCharsets.UTF_8));
        var answer = send(HttpRequest.newBuilder(URI.create(settings.gatewayUrl() + "/oauth2/token"))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
        return switch (answer.statusCode()) {
            case 200 -> json(answer).path("access_token").asText();
            case 400, 401 -> throw Trouble.of("The gateway does not know %s with this password.", person);
            default -> throw Trouble.of("The gateway answered %d.", answer.statusCode());
        };
    }

    /// Asks scheduling-service to hold everything that it stored against everything else.
    ///
    /// @return 0 when it agrees
    int check(Voice voice) {
        var answer = send(HttpRequest.newBuilder(URI.create(Settings.local(settings.ports().scheduling()) + "/api/check"))
                .header("Authorization", "Bearer " + token(DemoPerson.ADMINISTRATOR)), PATIENCE_FOR_A_WHOLE_STORE);
        if (answer.statusCode() != 200) {
            throw Trouble.of("scheduling-service answered %d: %s", answer.statusCode(), answer.body().lines().findFirst().orElse(""));
        }
        var report = json(answer);
        var breaches = report.path("breaches");
        breaches.forEach(breach -> voice.say("  %s: %s", breach.path("rule").asText(), breach.path("what").asText()));
        if (report.path("more").asBoolean()) {
            voice.say("  and more of them: repair these first.");
        }
        voice.say("%d appointments on %d days: %s", report.path("appointments").asInt(), report.path("days").asInt(),
                breaches.isEmpty() ? "everything agrees." : breaches.size() == 1 ? "1 breach." : breaches.size() + " breaches.");
        return breaches.isEmpty() ? 0 : 1;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Duration patience) {
        try {
            return http.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw Trouble.of("Nobody answers at %s; is Foramen up?", settings.gatewayUrl());
        } catch (IOException e) {
            throw Trouble.of("%s does not answer: %s", settings.gatewayUrl(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted.");
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new Trouble("The answer is not JSON.");
        }
    }
}
