package health.foramen.referral.referral;

import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PatientSearch;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether the patient who is being referred is known. A practice recognises the patients whom it has referred itself and learns of no other,
 * not even that they exist; the clinic's own people recognise everybody.
 */
public final class RecognisingPatients {

    private static final int MOST = 5;
    private static final int MOST_BORN_ON_A_DAY = 200;
    private static final int MOST_EARLIER = 50;

    /** @param earlier referrals that the viewer may see, the newest first */
    public record Known(Patient patient, List<Referral> earlier) {

        public Known {
            earlier = List.copyOf(earlier);
        }
    }

    private final PatientSearch search;
    private final Referrals referrals;

    public RecognisingPatients(PatientSearch search, Referrals referrals) {
        this.search = search;
        this.referrals = referrals;
    }

    /** By the birth date together with a part of the name, or by the record number that the practice uses. */
    public List<Known> recognise(Viewer viewer, String name, Optional<LocalDate> birthDate, Optional<String> recordNumber) {
        var candidates = new LinkedHashMap<UUID, Patient>();
        recordNumber.ifPresent(number -> search.find(number, MOST_BORN_ON_A_DAY).stream().filter(carries(viewer, number)).forEach(found -> candidates.put(found.id(), found)));
        if (!Patient.searchable(name).isEmpty()) {
            birthDate.ifPresent(day -> search.find(day.toString(), MOST_BORN_ON_A_DAY).stream().filter(found -> found.identity().birthDate().equals(day))
                    .filter(found -> Patient.named(found.identity().fullName(), name)).forEach(found -> candidates.put(found.id(), found)));
        }
        return candidates.values().stream().map(patient -> known(viewer, patient)).flatMap(Optional::stream).limit(MOST).toList();
    }

    public Optional<Known> find(Viewer viewer, Patient patient) {
        return known(viewer, patient);
    }

    private Optional<Known> known(Viewer viewer, Patient patient) {
        var earlier = Stream.concat(Stream.of(patient.id()), patient.leading().stream().map(Patient.Leading::id))
                .flatMap(id -> referrals.ofPatient(id, MOST_EARLIER).stream()).filter(viewer::sees)
                .sorted(Comparator.comparing(Referral::receivedAt).reversed()).toList();
        return earlier.isEmpty() && viewer.practice().isPresent() || patient.erased() ? Optional.empty()
                : Optional.of(new Known(patient, earlier.stream().limit(MOST).toList()));
    }

    private static Predicate<Patient> carries(Viewer viewer, String number) {
        return patient -> viewer.practice().map(practice -> number.equals(patient.recordNumbers().get(practice)))
                .orElseGet(() -> patient.recordNumbers().containsValue(number));
    }
}
