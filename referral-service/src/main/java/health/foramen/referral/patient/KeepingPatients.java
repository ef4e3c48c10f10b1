package health.foramen.referral.patient;

import health.foramen.referral.care.Who;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.UUID;

/** The front desk keeps how a patient is reached; an administrator erases a person on request. */
public final class KeepingPatients {

    private final Patients patients;
    private final Clock clock;

    public KeepingPatients(Patients patients, Clock clock) {
        this.patients = patients;
        this.clock = clock;
    }

    /** @param seen the version that the desk was looking at; without it the newest is changed */
    public PatientOutcome change(UUID id, OptionalLong seen, Contact contact, Who by, String why) {
        return patients.change(id, patient -> seen.isPresent() && seen.getAsLong() != patient.version()
                ? new PatientOutcome.Stale(patient.version())
                : patient.reachedBy(contact, by, why, clock.instant()));
    }

    public PatientOutcome erase(UUID id, Who by, String why) {
        return patients.change(id, patient -> patient.erase(by, why, clock.instant()));
    }
}
