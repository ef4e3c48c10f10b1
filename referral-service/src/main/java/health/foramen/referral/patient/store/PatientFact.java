package health.foramen.referral.patient.store;

import health.foramen.referral.care.Coded;
import health.foramen.referral.patient.Patient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What others may know of a patient without asking: no name, no number. */
record PatientFact(String patientId, long version, String language, String zone, List<String> channels, Optional<String> preferredChannel) {

    /** @param known the id under which it is known: its own, or that of a record which leads to it */
    static PatientFact of(Patient patient, UUID known) {
        var contact = patient.contact();
        return new PatientFact(known.toString(), patient.versionAs(known), contact.language().code(), contact.zone().getId(),
                contact.channels().stream().map(Coded::code).toList(), contact.preferred().map(Coded::code));
    }

    /** @param mergedInto the record that stands for it; absent when it stands for itself again */
    record Merged(String patientId, long version, Optional<UUID> mergedInto) {
    }

    record Erased(String patientId, long version) {
    }
}
