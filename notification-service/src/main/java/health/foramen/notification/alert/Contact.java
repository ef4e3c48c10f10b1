package health.foramen.notification.alert;

import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.OnCall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * One way to whoever is on call.
 *
 * @param key     of the number or address; it names the contact where the address itself must not stand
 * @param address E.164, or an e-mail address
 */
public record Contact(NumberKey key, Channel channel, String address, Language language) {

    /** Enough of the key to tell contacts apart. */
    private static final int SHORT = 12;

    public Contact {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(language, "language");
    }

    public static Contact phone(String number, Language language, NumberKey.Maker keys) {
        return new Contact(keys.of(number), Channel.TEXT, number, language);
    }

    public static Contact mail(String address, Language language, NumberKey.Maker keys) {
        return new Contact(keys.ofAddress(address), Channel.EMAIL, address, language);
    }

    String name() {
        return key.value().substring(0, SHORT);
    }

    String id() {
        return OnCall.PREFIX + name();
    }

    /** As the sending knows its readers. */
    PatientCard card() {
        boolean texts = channel == Channel.TEXT;
        return new PatientCard(id(), 1, "", "", "–", LocalDate.EPOCH, language, ZoneOffset.UTC, Optional.of(address).filter(_ -> texts),
                Optional.of(address).filter(_ -> !texts), texts, !texts, Optional.empty(), Instant.EPOCH);
    }
}
