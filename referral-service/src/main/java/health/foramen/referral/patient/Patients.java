package health.foramen.referral.patient;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** All patients. */
public interface Patients {

    Optional<Patient> find(UUID id);

    /** Those that exist, by id. */
    Map<UUID, Patient> find(Collection<UUID> ids);

    /** Whose key this is. Whoever claims a free key first has it, so two referrals at once cannot make two records of one person. */
    UUID claim(String key, UUID candidate);

    Optional<UUID> whose(String key);

    /** @return false when a record of that id is there already */
    boolean add(PatientOutcome.Changed registered);

    PatientOutcome change(UUID id, Function<Patient, PatientOutcome> decision);
}
