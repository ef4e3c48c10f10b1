package health.foramen.benchmarks.running;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The patients' phones, and the clock on the wall.
public final class Sandbox implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /// As many as the sandbox lists at once.
    private static final int PAGE = 1_000;

    private final Caller caller;

    Sandbox(Caller caller) {
        this.caller = caller;
    }

    /// When each phone had its first text accepted, of the newest thousand texts; business time.
    public Map<String, Instant> firstTexts() {
        var first = new HashMap<String, Instant>();
        caller.get("/sandbox/api/texts?limit=" + PAGE).expect(200).json().get("texts").values().forEach(text ->
                first.merge(text.get("to").stringValue(), Instant.parse(text.get("at").stringValue()), (one, other) -> one.isBefore(other) ? one : other));
        return first;
    }

    /// How many texts the clinic has had accepted, to all phones.
    public int accepted() {
        return caller.get("/sandbox/api/texts?limit=0").expect(200).json().get("accepted").intValue();
    }

    public List<String> texts(String phone) {
        return caller.get("/sandbox/api/texts?limit=100&to=" + URLEncoder.encode(phone, StandardCharsets.UTF_8)).expect(200)
                .json().get("texts").values().stream().map(text -> text.get("body").stringValue()).toList();
    }

    /// A text as it was accepted. `at` is business time.
    public record Accepted(String body, Instant at) {
    }

    public List<Accepted> acceptedFor(String phone) {
        return caller.get("/sandbox/api/texts?limit=100&to=" + URLEncoder.encode(phone, StandardCharsets.UTF_8)).expect(200)
                .json().get("texts").values().stream().map(text -> new Accepted(text.get("body").stringValue(), Instant.parse(text.get("at").stringValue()))).toList();
    }

    /// Exactly these things go wrong from now on; an empty list is a good day.
    public void faults(List<Map<String, Object>> faults) {
        caller.post("/sandbox/faults", Map.of("faults", faults)).expect(200);
    }

    public Instant now() {
        return Instant.parse(caller.get("/sandbox/api/clock").expect(200).json().get("now").stringValue());
    }

    /// Moves business time forward; what falls due on the way happens at its hour. Does nothing if it is later already.
    public void moveClockTo(Instant target) {
        if (!now().isBefore(target)) {
            return;
        }
        if (caller.post("/sandbox/api/clock", Map.of("to", target.toString())).status() == 202) {
            Patience.await("the clock at " + target, PATIENCE, () ->
                    Optional.of(caller.get("/sandbox/api/clock").expect(200).json()).filter(shown -> !shown.get("moving").booleanValue()));
        }
        if (now().isBefore(target)) {
            throw new IllegalStateException("The clock got stuck: " + caller.get("/sandbox/api/clock").text());
        }
    }

    /// Begins to move business time forward, and does not wait for what falls due on the way.
    public void letClockRunTo(Instant target) {
        var answer = caller.post("/sandbox/api/clock", Map.of("to", target.toString()));
        if (answer.status() != 202) {
            answer.expect(200);
        }
    }

    @Override
    public void close() {
        caller.close();
    }
}
