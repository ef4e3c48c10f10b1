package health.foramen.notification.text;

import java.time.Instant;

/** A text that somebody sent to the clinic, as heard at {@code at}. The same one may be heard again under the same {@code sid}. */
public record IncomingText(String sid, String from, String body, Instant at) {
}
