package health.foramen.referral.patient;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a patient may be reached.
 *
 * @param phone       E.164, such as {@code +13125550142}
 * @param zone        where the patient lives: the hours in which messages may arrive are theirs
 * @param consentText the patient agreed to texts, {@code consentEmail} to e-mail
 */
public record Contact(Language language, ZoneId zone, Optional<String> phone, Optional<String> email, boolean consentText,
                      boolean consentEmail, Optional<Channel> preferred) {

    /** Channels that are both agreed to and possible, the preferred one first. */
    public List<Channel> channels() {
        var usable = new ArrayList<Channel>();
        if (consentText && phone.isPresent()) {
            usable.add(Channel.TEXT);
        }
        if (consentEmail && email.isPresent()) {
            usable.add(Channel.EMAIL);
        }
        preferred.filter(usable::remove).ifPresent(usable::addFirst);
        return List.copyOf(usable);
    }

    /** What the other knows and this does not. Consent counts only for an address that comes with it. */
    Contact filledFrom(Contact other) {
        return new Contact(language, zone, phone.or(other::phone), email.or(other::email),
                phone.isPresent() ? consentText : other.consentText(), email.isPresent() ? consentEmail : other.consentEmail(),
                preferred.or(other::preferred));
    }
}
