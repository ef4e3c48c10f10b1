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
                      boolean consentEmail, Optional<Channel> preferred, Optional<PreferredTime> preferredTime) {

    /** Nobody has said anything yet. */
    Contact unreachable() {
        return new Contact(language, zone, Optional.empty(), Optional.empty(), false, false, Optional.empty(), Optional.empty());
    }

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
                preferred.or(other::preferred), preferredTime.or(other::preferredTime));
    }

    /** Without a number or address that came from another record, and the consent to it. */
    Contact without(Optional<String> otherPhone, Optional<String> otherEmail) {
        var texts = otherPhone.isPresent() && phone.equals(otherPhone);
        var mails = otherEmail.isPresent() && email.equals(otherEmail);
        return new Contact(language, zone, texts ? Optional.empty() : phone, mails ? Optional.empty() : email, !texts && consentText, !mails && consentEmail,
                preferred, preferredTime);
    }
}
