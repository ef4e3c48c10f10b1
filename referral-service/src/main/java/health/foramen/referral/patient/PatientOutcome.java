package health.foramen.referral.patient;

/** What became of a wish to change a patient's record. */
public sealed interface PatientOutcome {

    record Changed(Patient patient, PatientEvent event) implements PatientOutcome {
    }

    record Unchanged(Patient patient) implements PatientOutcome {
    }

    /** The record has changed since it was read. */
    record Stale(long present) implements PatientOutcome {
    }

    /** Two records that cannot be one. */
    record NotMergeable(String because) implements PatientOutcome {
    }

    record Unknown() implements PatientOutcome {
    }
}
