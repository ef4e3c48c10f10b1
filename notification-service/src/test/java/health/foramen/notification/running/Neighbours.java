package health.foramen.notification.running;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import health.foramen.notification.contact.PatientCard;
import health.foramen.outbox.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A text provider with moods, and just enough of the two neighbours to answer what is asked of them. */
final class Neighbours implements AutoCloseable {

    /** What the provider does with the next text. */
    enum Mood {
        /** Takes it and hangs up without an answer. */
        LOSES_THE_ANSWER,
        /** Takes it and answers 500. */
        TAKES_IT_AND_FAILS,
        /** Does not take it and answers 500. */
        FAILS,
        /** 429 with Retry-After. */
        IS_BUSY,
        /** Refuses the number as one that takes no texts. */
        REFUSES_THE_NUMBER
    }

    record Text(String sid, String to, String from, String body, String callback, String created) {
        String reference() {
            return callback.substring(callback.indexOf("message=") + "message=".length());
        }
    }

    final List<Text> texts = new CopyOnWriteArrayList<>();
    final Queue<Mood> moods = new ConcurrentLinkedQueue<>();
    final Map<String, PatientCard> cards = new ConcurrentHashMap<>();
    /** Where the referrer of a referral wants to hear of news. */
    final Map<String, String> referrers = new ConcurrentHashMap<>();
    /** Revision of each appointment at scheduling-service. */
    final Map<String, Long> standing = new ConcurrentHashMap<>();
    volatile boolean schedulingIsAway;
    private final AtomicInteger numbers = new AtomicInteger();
    private final HttpServer server;

    Neighbours() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/2010-04-01/", this::provider);
        server.createContext("/api/patients/cards", this::cards);
        server.createContext("/api/referrals/", exchange -> {
            String referral = exchange.getRequestURI().getPath().split("/")[3];
            answer(exchange, 200, referrers.containsKey(referral) ? Map.of("referralId", referral, "email", referrers.get(referral)) : Map.of("referralId", referral));
        });
        server.createContext("/api/sites/", exchange -> answer(exchange, 200, Map.of("siteId", "lakeside", "version", 1, "name", "Lakeside Surgery Center",
                "zone", "America/Chicago", "address", Map.of("lines", List.of("2100 Lakeside Avenue"), "city", "Chicago", "region", "IL", "postcode", "60601"),
                "directions", "Parking is behind the building.", "phone", "+1 312 555 0190")));
        server.createContext("/api/appointments/standing", this::standing);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Text> textsAbout(String journeyId) {
        return texts.stream().filter(text -> text.reference().startsWith(journeyId + "~")).toList();
    }

    List<Text> textsTo(String number) {
        return texts.stream().filter(text -> text.to().equals(number)).toList();
    }

    private void provider(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            String to = fields(exchange.getRequestURI().getRawQuery()).get("To");
            answer(exchange, 200, Map.of("messages", textsTo(to).stream().map(Neighbours::resource).toList()));
            return;
        }
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Mood mood = moods.poll();
        if (mood == Mood.IS_BUSY) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            answer(exchange, 429, Map.of("code", 20429, "message", "Too Many Requests"));
            return;
        }
        if (mood == Mood.FAILS) {
            answer(exchange, 500, Map.of("code", 20500, "message", "Internal Server Error"));
            return;
        }
        if (mood == Mood.REFUSES_THE_NUMBER) {
            answer(exchange, 400, Map.of("code", 21614, "message", "'To' number is not a valid mobile number"));
            return;
        }
        Text text = new Text("SM%032d".formatted(numbers.incrementAndGet()), form.get("To"), form.get("From"), form.get("Body"), form.get("StatusCallback"),
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(Clock.system(ZoneOffset.UTC))));
        texts.add(text);
        if (mood == Mood.LOSES_THE_ANSWER) {
            exchange.close();
            return;
        }
        answer(exchange, mood == Mood.TAKES_IT_AND_FAILS ? 500 : 201, resource(text));
    }

    private static Map<String, Object> resource(Text text) {
        return Map.of("sid", text.sid(), "to", text.to(), "from", text.from(), "body", text.body(), "status", "queued", "date_created", text.created());
    }

    private void cards(HttpExchange exchange) throws IOException {
        JsonNode ids = Json.mapper().readTree(exchange.getRequestBody().readAllBytes()).get("ids");
        List<Object> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        ids.forEach(id -> {
            PatientCard card = cards.get(id.asString());
            if (card == null) {
                missing.add(id.asString());
                return;
            }
            Map<String, Object> answer = new HashMap<>(Map.of("patientId", card.patientId(), "version", card.version(), "givenName", card.givenName(), "familyName",
                    card.familyName(), "initials", card.initials(), "birthDate", card.birthDate().toString(), "language", card.language().code(), "zone", card.zone().getId(),
                    "consent", Map.of("text", card.textConsent(), "email", card.emailConsent()), "asOf", card.asOf().toString()));
            card.phone().ifPresent(phone -> answer.put("phone", phone));
            card.email().ifPresent(email -> answer.put("email", email));
            card.prefers().ifPresent(prefers -> answer.put("preferredChannel", prefers));
            found.add(answer);
        });
        answer(exchange, 200, Map.of("cards", found, "missing", missing));
    }

    private void standing(HttpExchange exchange) throws IOException {
        JsonNode asked = Json.mapper().readTree(exchange.getRequestBody().readAllBytes()).get("appointments");
        if (schedulingIsAway) {
            answer(exchange, 503, Map.of());
            return;
        }
        List<Object> answers = new ArrayList<>();
        asked.forEach(one -> {
            String id = one.get("appointmentId").asString();
            long revision = one.get("revision").asLong();
            long current = standing.getOrDefault(id, revision);
            answers.add(Map.of("appointmentId", id, "revision", revision, "stands", current == revision, "status", "booked", "currentRevision", current));
        });
        answer(exchange, 200, Map.of("standing", answers));
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        Arrays.stream(form.split("&")).map(field -> field.split("=", 2)).forEach(field -> fields.put(URLDecoder.decode(field[0], StandardCharsets.UTF_8),
                field.length > 1 ? URLDecoder.decode(field[1], StandardCharsets.UTF_8) : ""));
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
