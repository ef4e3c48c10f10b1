package health.foramen.referral.patient.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.patient.Patient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** The few words about a person that other services copy, with the time at which they were true. */
public record CardView(String patientId, long version, String givenName, String familyName, String initials, LocalDate birthDate, String language,
                       String zone, Optional<String> phone, Optional<String> email, Consent consent, Optional<String> preferredChannel, Optional<String> preferredTime, Optional<String> mergedInto,
                       Instant asOf) {

    public record Consent(boolean text, boolean email) {
    }

    /** @param asked the id that was asked for: a merged record's card is that of the one that stands for it */
    static CardView of(UUID asked, Patient patient, Instant asOf) {
        var who = patient.identity();
        var contact = patient.contact();
        return new CardView(asked.toString(), patient.versionAs(asked), who.givenName(), who.familyName(), who.initials(), who.birthDate(),
                contact.language().code(), contact.zone().getId(), contact.phone(), contact.email(),
                new Consent(contact.consentText(), contact.consentEmail()), contact.preferred().map(Coded::code), contact.preferredTime().map(Coded::code),
                Optional.of(patient.id()).filter(id -> !id.equals(asked)).map(UUID::toString), asOf);
    }
}
