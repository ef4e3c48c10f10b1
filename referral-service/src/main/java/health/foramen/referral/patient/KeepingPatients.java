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
        return patients.change(id, patient -> seen.isPresent() && seen.getAsLong() != patient.versionAs(id)
                ? new PatientOutcome.Stale(patient.versionAs(id))
                : patient.reachedBy(contact, by, why, clock.instant()));
    }

    /** Records that lead to this one go first, so that whatever stops in between leaves the way to them. */
    public PatientOutcome erase(UUID id, Who by, String why) {
        patients.find(id).ifPresent(patient -> patient.leading().forEach(led -> patients.changeItself(led.id(), other -> other.erase(by, why, clock.instant()))));
        return patients.change(id, patient -> patient.erase(by, why, clock.instant()));
    }
}
