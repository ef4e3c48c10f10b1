package health.foramen.sandbox.text;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Posts forms as Twilio does: signed, form-encoded, 15 seconds to answer, one more try when no connection came about, and then
 * never again. A clinic that missed a report must ask.
 */
public final class SignedWebhooks implements Webhooks {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    private final Signature signature;

    public SignedWebhooks(String authToken) {
        signature = new Signature(authToken);
    }

    @Override
    public Answer post(String url, SortedMap<String, String> form) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .header("User-Agent", "TwilioProxy/1.1")
                .header("I-Twilio-Idempotency-Token", UUID.randomUUID().toString())
                .header("X-Twilio-Signature", signature.of(url, form))
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                .build();
        try {
            return send(request);
        } catch (ConnectException _) {
            return again(request);
        } catch (IOException _) {
            return Answer.NONE;
        }
    }

    private Answer again(HttpRequest request) {
        try {
            return send(request);
        } catch (IOException _) {
            return Answer.NONE;
        }
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Answer.NONE;
        }
    }

    private static String encode(SortedMap<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
