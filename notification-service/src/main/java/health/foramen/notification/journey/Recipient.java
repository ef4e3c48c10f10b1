package health.foramen.notification.journey;

import health.foramen.notification.contact.PatientCard;
import java.time.ZoneId;
import java.util.Objects;

/** How a patient may be reached: what planning must know of them, and no more. */
public record Recipient(ZoneId zone, boolean texts, boolean mail, boolean prefersMail) {

    public Recipient {
        Objects.requireNonNull(zone, "zone");
    }

    /** @param textsWork false for a number that opted out or takes no texts */
    public static Recipient of(PatientCard card, boolean textsWork) {
        return new Recipient(card.zone(), card.takesTexts() && textsWork, card.takesMail(), card.prefers().filter("email"::equals).isPresent());
    }

    /** The one channel for messages that go by one alone. */
    Channel one() {
        return texts && !(mail && prefersMail) ? Channel.TEXT : mail ? Channel.EMAIL : Channel.TEXT;
    }

    boolean nobody() {
        return !texts && !mail;
    }
}
