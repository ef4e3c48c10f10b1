package health.foramen.referral.patient;

import java.time.Instant;

/** What others must know of a patient. */
public sealed interface PatientEvent {

    Patient patient();

    Instant at();

    record PatientChanged(Patient patient, Instant at) implements PatientEvent {
    }

    /** It leads to another record from now on, or stands for itself again. */
    record PatientMerged(Patient patient, Instant at) implements PatientEvent {
    }

    record PatientErased(Patient patient, Instant at) implements PatientEvent {
    }
}
