package health.foramen.notification.contact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The few fields of a patient that this service needs to write to them: a copy, owned by referral-service, as it was at {@code asOf}.
 *
 * @param version   grows with each change at the owner
 * @param phone     E.164, {@code +13125550123}
 * @param birthDate its year opens the patient's link page
 * @param prefers   the channel for messages that go by one alone
 * @param formerly  how the records were reached that lead to this one; no part of the copy
 */
public record PatientCard(String patientId, long version, String givenName, String familyName, String initials, LocalDate birthDate,
        Language language, ZoneId zone, Optional<String> phone, Optional<String> email, boolean textConsent, boolean emailConsent,
        Optional<String> prefers, Instant asOf, List<Formerly> formerly) {

    /** A number and an address that stood on a record when it was merged into another. */
    public record Formerly(Optional<NumberKey> number, Optional<NumberKey> address) {
    }

    public PatientCard(String patientId, long version, String givenName, String familyName, String initials, LocalDate birthDate,
            Language language, ZoneId zone, Optional<String> phone, Optional<String> email, boolean textConsent, boolean emailConsent,
            Optional<String> prefers, Instant asOf) {
        this(patientId, version, givenName, familyName, initials, birthDate, language, zone, phone, email, textConsent, emailConsent, prefers, asOf, List.of());
    }

    public PatientCard {
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(givenName, "givenName");
        Objects.requireNonNull(familyName, "familyName");
        Objects.requireNonNull(birthDate, "birthDate");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(asOf, "asOf");
        phone = phone == null ? Optional.empty() : phone;
        email = email == null ? Optional.empty() : email;
        prefers = prefers == null ? Optional.empty() : prefers;
        formerly = formerly == null ? List.of() : List.copyOf(formerly);
        initials = initials == null || initials.isBlank() ? Letters.first(givenName) + ". " + Letters.first(familyName) + "." : initials;
    }

    /** There is a number, and leave to use it. */
    public boolean takesTexts() {
        return textConsent && phone.isPresent();
    }

    /** There is an address, and leave to use it. */
    public boolean takesMail() {
        return emailConsent && email.isPresent();
    }

    /** The same for somebody who asked for no more e-mail. */
    public PatientCard withoutMail() {
        return new PatientCard(patientId, version, givenName, familyName, initials, birthDate, language, zone, phone, email, textConsent, false, prefers, asOf, formerly);
    }

    /** The same with what is known of the records that lead to it. */
    public PatientCard formerly(List<Formerly> others) {
        return others.equals(formerly) ? this
                : new PatientCard(patientId, version, givenName, familyName, initials, birthDate, language, zone, phone, email, textConsent, emailConsent, prefers, asOf, others);
    }

    public String fullName() {
        return (givenName + " " + familyName).strip();
    }
}
