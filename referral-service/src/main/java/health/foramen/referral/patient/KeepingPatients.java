package health.foramen.referral.patient;

import health.foramen.referral.care.Who;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/** The front desk keeps how a patient is reached; an administrator erases a person on request. */
public final class KeepingPatients {

    private final Patients patients;
    private final List<Traces> traces;
    private final Clock clock;

    /** @param traces where an erased person must not be named any more */
    public KeepingPatients(Patients patients, List<Traces> traces, Clock clock) {
        this.patients = patients;
        this.traces = List.copyOf(traces);
        this.clock = clock;
    }

    /** @param seen the version that the desk was looking at; without it the newest is changed */
    public PatientOutcome change(UUID id, OptionalLong seen, Contact contact, Who by, String why) {
        return patients.change(id, patient -> seen.isPresent() && seen.getAsLong() != patient.versionAs(id)
                ? new PatientOutcome.Stale(patient.versionAs(id))
                : patient.reachedBy(contact, by, why, clock.instant()));
    }

    /**
     * Records that lead to this one go first, so that whatever stops in between leaves the way to them. What names the person elsewhere is struck before
     * the record forgets the name by which it is found, and once more after: somebody may have typed it meanwhile.
     */
    public PatientOutcome erase(UUID id, Who by, String why) {
        var named = patients.find(id).stream().flatMap(patient -> Stream.concat(Stream.of(patient), patient.leading().stream().map(Patient.Leading::id)
                .map(patients::itself).flatMap(Optional::stream))).filter(patient -> !patient.erased()).toList();
        strike(named);
        patients.find(id).ifPresent(patient -> patient.leading().forEach(led -> patients.changeItself(led.id(), other -> other.erase(by, why, clock.instant()))));
        var outcome = patients.change(id, patient -> patient.erase(by, why, clock.instant()));
        strike(named);
        return outcome;
    }

    private void strike(List<Patient> people) {
        people.forEach(person -> traces.forEach(each -> each.strike(person)));
    }
}
