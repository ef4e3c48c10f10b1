package health.foramen.sandbox.text;

import java.time.Instant;
import java.util.Optional;

/**
 * One text message.
 *
 * @param sid              Twilio's name for it: SM and 32 hex digits
 * @param at               business time of acceptance
 * @param error            Twilio's code when it was not delivered
 * @param statusCallback   where its sender wants to hear what became of it
 * @param messagingService MG… when it was ordered from a messaging service instead of a number
 */
public record Text(String sid, Direction direction, String to, String from, String body, Instant at, Status status,
        Optional<Integer> error, Optional<String> statusCallback, Optional<String> messagingService) {

    /** The patient's number, whichever way the text went. */
    public String phone() {
        return direction == Direction.INBOUND ? from : to;
    }

    public int segments() {
        return Segments.of(body);
    }
}
