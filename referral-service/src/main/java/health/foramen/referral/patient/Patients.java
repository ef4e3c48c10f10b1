package health.foramen.referral.patient;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** All patients. */
public interface Patients {

    /** Under a merged record's id, the record that stands for it. */
    Optional<Patient> find(UUID id);

    /** Those that exist, by the id that was asked for. */
    Map<UUID, Patient> find(Collection<UUID> ids);

    /** The record itself, merged or not. */
    Optional<Patient> itself(UUID id);

    /** Those of the records that exist, themselves, merged or not. */
    Map<UUID, Patient> themselves(Collection<UUID> ids);

    /**
     * Whose key this is. Whoever claims a free key first has it, so two referrals at once cannot make two records of one person.
     *
     * @param others keys that lead to the same person from then on, but for those that somebody has already
     */
    UUID claim(String key, Collection<String> others, UUID candidate);

    /** Of those keys that somebody has claimed, whose each is. */
    Map<String, UUID> whose(Collection<String> keys);

    default Optional<UUID> whose(String key) {
        return Optional.ofNullable(whose(List.of(key)).get(key));
    }

    /** @return false when a record of that id is there already */
    boolean add(PatientOutcome.Changed registered);

    /** Changes the record that stands for this id. */
    PatientOutcome change(UUID id, Function<Patient, PatientOutcome> decision);

    /** Changes the record itself, merged or not. */
    PatientOutcome changeItself(UUID id, Function<Patient, PatientOutcome> decision);
}
