package health.foramen.referral.patient;

import health.foramen.referral.care.Who;
import health.foramen.referral.patient.Patient.Described;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
        var record = person.recordNumber().map(number -> recordKey(practice, number));
        var whose = patients.whose(Stream.concat(Stream.of(person.identity().matchKey()), record.stream()).toList());
        var candidate = newIds.get();
        var id = record.map(whose::get).flatMap(patients::find).filter(known -> isTheSame(known, person)).map(Patient::id)
                .orElseGet(() -> patients.claim(key(person, practice, whose), record.stream().toList(), candidate));
        return registered(id, id.equals(candidate), person, practice, by);
    }

    /** Whoever claimed the id may have died before they wrote what it stands for. */
    private Patient registered(UUID id, boolean isNew, Described person, String practice, Who by) {
        while (true) {
            var registered = Patient.registered(id, person, practice, by, clock.instant());
            if (isNew && patients.add(registered)) {
                return registered.patient();
            }
            switch (patients.change(id, known -> known.describedAgain(person, practice, by, clock.instant()))) {
                case PatientOutcome.Changed(var changed, _) -> {
                    return changed;
                }
                case PatientOutcome.Unchanged(var same) -> {
                    return same;
                }
                case PatientOutcome.Unknown _ -> isNew = true;
                case PatientOutcome.Stale _, PatientOutcome.NotMergeable _ -> throw new IllegalStateException("patient " + id + " cannot be described");
            }
        }
    }

    private static boolean isTheSame(Patient known, Described person) {
        return known.identity().birthDate().equals(person.identity().birthDate())
                || Identity.folded(known.identity().familyName()).equals(Identity.folded(person.identity().familyName()));
    }

    /** Two people may share a name and a birthday; their charts tell them apart. */
    private String key(Described person, String practice, Map<String, UUID> whose) {
        var key = person.identity().matchKey();
        var another = Optional.ofNullable(whose.get(key)).flatMap(patients::find).filter(known -> known.contradicts(practice, person.recordNumber()));
        return another.isPresent() ? key + "#" + practice + "/" + person.recordNumber().orElseThrow() : key;
    }

    private static String recordKey(String practice, String number) {
        return "record:" + practice + ":" + number;
    }
}
