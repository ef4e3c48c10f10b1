package health.foramen.referral.patient.store;

import health.foramen.referral.care.Coded;
import health.foramen.referral.patient.Patient;
import java.util.List;
import java.util.Optional;

/** What others may know of a patient without asking: no name, no number. */
record PatientFact(String patientId, long version, String language, String zone, List<String> channels, Optional<String> preferredChannel) {

    static PatientFact of(Patient patient) {
        var contact = patient.contact();
        return new PatientFact(patient.id().toString(), patient.version(), contact.language().code(), contact.zone().getId(),
                contact.channels().stream().map(Coded::code).toList(), contact.preferred().map(Coded::code));
    }

    record Erased(String patientId, long version) {
    }
}
