package health.foramen.sandbox.text;

import java.util.Optional;

/** What a customer orders. Absent means that the form did not carry it; the telephone company decides what is missing. */
public record SendText(Optional<String> to, Optional<String> from, Optional<String> messagingService, Optional<String> body,
        Optional<String> statusCallback) {
}
