package health.foramen.referral.patient.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.patient.Patient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** The few words about a person that other services copy, with the time at which they were true. */
public record CardView(String patientId, long version, String givenName, String familyName, String initials, LocalDate birthDate, String language,
                       String zone, Optional<String> phone, Optional<String> email, Consent consent, Optional<String> preferredChannel, Instant asOf) {

    public record Consent(boolean text, boolean email) {
    }

    static CardView of(Patient patient, Instant asOf) {
        var who = patient.identity();
        var contact = patient.contact();
        return new CardView(patient.id().toString(), patient.version(), who.givenName(), who.familyName(), who.initials(), who.birthDate(),
                contact.language().code(), contact.zone().getId(), contact.phone(), contact.email(),
                new Consent(contact.consentText(), contact.consentEmail()), contact.preferred().map(Coded::code), asOf);
    }
}
