package health.foramen.referral.patient;

import health.foramen.referral.care.Who;
import health.foramen.referral.patient.Patient.Described;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Finds the record of the person whom a referral names, or begins one. The same chart number at the same practice, or the same birth date
 * and name, is the same person; a chart number that fits neither birth date nor family name was mistyped and is not believed.
 */
public final class RegisteringPatients {

    private final Patients patients;
    private final Supplier<UUID> newIds;
    private final Clock clock;

    public RegisteringPatients(Patients patients, Supplier<UUID> newIds, Clock clock) {
        this.patients = patients;
        this.newIds = newIds;
        this.clock = clock;
    }

    public Patient register(Described person, String practice, Who by) {
        var id = recognised(person, practice).orElseGet(() -> patients.claim(key(person, practice), newIds.get()));
        var registered = Patient.registered(id, person, practice, by, clock.instant());
        var patient = patients.add(registered) ? registered.patient()
                : switch (patients.change(id, known -> known.describedAgain(person, practice, by, clock.instant()))) {
                    case PatientOutcome.Changed(var changed, _) -> changed;
                    case PatientOutcome.Unchanged(var same) -> same;
                    case PatientOutcome.Stale _, PatientOutcome.NotMergeable _, PatientOutcome.Unknown _ -> throw new IllegalStateException("patient " + id + " went away");
                };
        person.recordNumber().ifPresent(number -> patients.claim(recordKey(practice, number), id));
        return patient;
    }

    private Optional<UUID> recognised(Described person, String practice) {
        return person.recordNumber().flatMap(number -> patients.whose(recordKey(practice, number))).flatMap(patients::find)
                .filter(known -> known.identity().birthDate().equals(person.identity().birthDate())
                        || Identity.folded(known.identity().familyName()).equals(Identity.folded(person.identity().familyName())))
                .map(Patient::id);
    }

    /** Two people may share a name and a birthday; their charts tell them apart. */
    private String key(Described person, String practice) {
        var key = person.identity().matchKey();
        var another = patients.whose(key).flatMap(patients::find).filter(known -> known.contradicts(practice, person.recordNumber()));
        return another.isPresent() ? key + "#" + practice + "/" + person.recordNumber().orElseThrow() : key;
    }

    private static String recordKey(String practice, String number) {
        return "record:" + practice + ":" + number;
    }
}
