package health.foramen.sandbox.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that goes wrong.
 *
 * @param kind   what goes wrong
 * @param times  how often; absent: until somebody clears it
 * @param share  the share of requests that meet it, above 0 and at most 1; absent: each
 * @param to     only texts to this number or mails to this address; absent: all. Hanging up on a mail connection knows no address yet
 * @param millis how long an answer is delayed, or a hanging one is held
 * @param seconds what {@code Retry-After} says
 */
public record Fault(Kind kind, Optional<Integer> times, Optional<Double> share, Optional<String> to, Optional<Integer> millis,
        Optional<Integer> seconds) {

    /** On the wire in kebab-case: {@code text-answer-lost}. */
    public enum Kind {
        /** The text is accepted and counted, then the connection closes without an answer. */
        TEXT_ANSWER_LOST,
        /** The text is accepted and counted, then nothing is heard for {@code millis} (a minute), then the connection closes. */
        TEXT_ANSWER_HANGS,
        /** 429, code 20429, {@code Retry-After: seconds} (1). Nothing is accepted. */
        TEXT_TOO_MANY_REQUESTS,
        /** 500, code 20500. Nothing is accepted. */
        TEXT_SERVER_ERROR,
        /** The answer comes {@code millis} late (1000). */
        TEXT_LATE,
        /** Every status callback comes twice. */
        CALLBACK_TWICE,
        /** {@code delivered} comes before {@code sent}. */
        CALLBACK_REORDERED,
        /** No status callback comes. */
        CALLBACK_DROPPED,
        /** A patient's reply reaches the clinic twice, under the same sid. */
        REPLY_TWICE,
        /** The mail server accepts the connection and says nothing for {@code millis} (a minute). */
        MAIL_HANGS,
        /** The mail server answers 421 and closes. */
        MAIL_REFUSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Kind> of(String code) {
            return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
        }
    }

    public Fault {
        if (times.isPresent() && times.get() < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        if (share.isPresent() && !(share.get() > 0 && share.get() <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1");
        }
        if (millis.isPresent() && millis.get() < 0) {
            throw new IllegalArgumentException("millis must not be negative");
        }
        if (seconds.isPresent() && seconds.get() < 0) {
            throw new IllegalArgumentException("seconds must not be negative");
        }
    }

    public Duration delay(Duration otherwise) {
        return millis.map(Duration::ofMillis).orElse(otherwise);
    }

    boolean meets(String receiver) {
        return to.isEmpty() || to.get().equalsIgnoreCase(receiver);
    }

    Fault withTimes(int left) {
        return new Fault(kind, Optional.of(left), share, to, millis, seconds);
    }
}
