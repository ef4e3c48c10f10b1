package health.foramen.journeys.suite;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What stands for the world outside: patients' telephones and mailboxes, and the clock on the wall. */
public final class Sandbox {

    /** Real time: booking to text takes some ten milliseconds; after a broker has come back, seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(17, 0);

    private final Caller caller;

    Sandbox(URI address) {
        this.caller = Caller.ofNobody(address);
    }

    /** @param at business time */
    public record Text(String sid, String body, String status, Instant at) {
    }

    public record Mail(String subject, String plain, Instant at) {
    }

    /** What the clinic has sent to this number, oldest first. */
    public List<Text> texts(String phone) {
        JsonNode answer = caller.get("/sandbox/api/texts?limit=1000&to=" + encoded(phone)).expecting(200).body();
        return oldestFirst(answer.required("texts")).map(text -> new Text(text.required("sid").asString(), text.required("body").asString(),
                text.required("status").asString(), Instant.parse(text.required("at").asString()))).toList();
    }

    /** What the clinic has mailed to this address, oldest first. */
    public List<Mail> mails(String address) {
        JsonNode answer = caller.get("/sandbox/api/mails?limit=1000&to=" + encoded(address)).expecting(200).body();
        return oldestFirst(answer.required("mails")).map(mail -> new Mail(mail.required("subject").asString(),
                mail.path("plain").asString(""), Instant.parse(mail.required("at").asString()))).toList();
    }

    /** Waits for it; it stays on the telephone, so a text that came before the question counts. */
    public Text text(String phone, String what, Predicate<Text> wanted) {
        return await("text to " + phone + ": " + what).atMost(PATIENCE).pollInterval(LOOK_AGAIN)
                .until(() -> texts(phone).stream().filter(wanted).findFirst(), found -> found.isPresent()).orElseThrow();
    }

    public Mail mail(String address, String what, Predicate<Mail> wanted) {
        return await("mail to " + address + ": " + what).atMost(PATIENCE).pollInterval(LOOK_AGAIN)
                .until(() -> mails(address).stream().filter(wanted).findFirst(), found -> found.isPresent()).orElseThrow();
    }

    /** The owner of the telephone writes back. Returns once the clinic has taken it. */
    public void reply(String phone, String body) {
        JsonNode answer = caller.post("/sandbox/api/replies", Map.of("from", phone, "body", body)).expecting(201).body();
        int clinic = answer.required("clinicStatus").asInt();
        if (clinic / 100 != 2) {
            throw new AssertionError("The clinic answered %d to the text \"%s\" of %s".formatted(clinic, body, phone));
        }
    }

    /** Business time. */
    public Instant now() {
        return Instant.parse(caller.get("/sandbox/api/clock").expecting(200).word("now"));
    }

    /**
     * Moves on to a morning, if it is late: a clinic works by day, and no text leaves at night. The day itself is kept while
     * there is enough of it left for a story's first hours.
     */
    public void waitForWorkingHours(ZoneId zone) {
        ZonedDateTime local = now().atZone(zone);
        if (local.toLocalTime().isBefore(OPENS)) {
            moveClockTo(local.with(OPENS).toInstant());
        } else if (local.toLocalTime().isAfter(CLOSES)) {
            moveClockTo(local.plusDays(1).with(OPENS).toInstant());
        }
    }

    /** Moves business time forward; each message that falls due on the way is sent at its hour. Does nothing if it is later already. One mover at a time. */
    public synchronized void moveClockTo(Instant target) {
        if (!now().isBefore(target)) {
            return;
        }
        Answer asked = caller.post("/sandbox/api/clock", Map.of("to", target.toString()));
        if (asked.status() == 202) {
            await("clock at " + target).atMost(PATIENCE).pollInterval(LOOK_AGAIN)
                    .until(() -> !caller.get("/sandbox/api/clock").expecting(200).body().required("moving").asBoolean());
        } else {
            asked.expecting(200);
        }
        JsonNode stands = caller.get("/sandbox/api/clock").expecting(200).body();
        if (stands.has("why")) {
            throw new AssertionError("The clock got stuck: " + stands.get("why").asString());
        }
    }

    private static Stream<JsonNode> oldestFirst(JsonNode newestFirst) {
        return List.copyOf(newestFirst.values()).reversed().stream();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
