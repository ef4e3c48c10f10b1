package health.foramen.notification.journey;

import health.foramen.notification.journey.Cadence.Audience;
import java.time.ZoneId;
import java.util.Objects;

/**
 * How a patient may be reached: what planning must know of them, and no more.
 *
 * @param audience whose caps hold
 */
public record Recipient(ZoneId zone, boolean texts, boolean mail, boolean prefersMail, Audience audience) {

    public Recipient {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(audience, "audience");
    }

    public Recipient(ZoneId zone, boolean texts, boolean mail, boolean prefersMail) {
        this(zone, texts, mail, prefersMail, Audience.ANYBODY);
    }

    /** The one channel for messages that go by one alone. */
    Channel one() {
        return texts && !(mail && prefersMail) ? Channel.TEXT : mail ? Channel.EMAIL : Channel.TEXT;
    }

    boolean nobody() {
        return !texts && !mail;
    }
}
