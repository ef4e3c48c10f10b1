package health.foramen.referral.duplicates;

import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PatientSearch;
import health.foramen.referral.patient.Patients;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/** Compares a record with those that it could be mistaken for. It only ever raises a question; a human answers it. */
public final class SuspectingDuplicates {

    /** Those who have most in common come first. */
    private static final int LOOKED_AT = 40;
    /** What they share is asked in one question. */
    private static final int AT_ONCE = 20;

    private final Patients patients;
    private final PatientSearch search;
    private final Suspicions suspicions;
    private final Clock clock;

    public SuspectingDuplicates(Patients patients, PatientSearch search, Suspicions suspicions, Clock clock) {
        this.patients = patients;
        this.search = search;
        this.suspicions = suspicions;
        this.clock = clock;
    }

    /** @return those who lead to a suspicion, known ones included */
    public Set<UUID> compare(Collection<UUID> ids) {
        return ids.stream().distinct().gather(Gatherers.windowFixed(AT_ONCE)).flatMap(some -> {
            var known = patients.themselves(some);
            known.values().removeIf(patient -> patient.erased() || patient.leadsTo().isPresent());
            return search.alike(known.values(), LOOKED_AT).entrySet().stream().filter(alike -> raise(known.get(alike.getKey()), alike.getValue())).map(Map.Entry::getKey);
        }).collect(Collectors.toSet());
    }

    private boolean raise(Patient known, List<Patient> alike) {
        var raised = alike.stream().flatMap(other -> because(known, other).map(because -> Suspicion.of(known.id(), other.id(), because, clock.instant())).stream()).toList();
        raised.forEach(suspicions::raise);
        return !raised.isEmpty();
    }

    /** What makes two records look like one person; nothing when they do not. */
    static Optional<String> because(Patient one, Patient other) {
        var a = one.identity();
        var b = other.identity();
        var born = a.birthDate().equals(b.birthDate());
        var phone = one.contact().phone().isPresent() && one.contact().phone().equals(other.contact().phone());
        var email = one.contact().email().isPresent() && one.contact().email().map(String::toLowerCase).equals(other.contact().email().map(String::toLowerCase));
        var reach = phone && email ? "phone and e-mail" : phone ? "phone" : email ? "e-mail" : "";
        var name = a.nameWords().containsAll(b.nameWords()) || b.nameWords().containsAll(a.nameWords());
        if (born && name) {
            return Optional.of("same birth date and name" + (reach.isEmpty() ? "" : ", same " + reach));
        }
        if (born && !reach.isEmpty() && a.nameWords().stream().anyMatch(b.nameWords()::contains)) {
            return Optional.of("same birth date and " + reach + ", names alike");
        }
        if (born && a.nameWords().size() == b.nameWords().size() && alike(String.join(" ", a.nameWords()), String.join(" ", b.nameWords()))) {
            return Optional.of("same birth date, names that differ by a slip" + (reach.isEmpty() ? "" : ", same " + reach));
        }
        if (name && slipped(a.birthDate().toString(), b.birthDate().toString())) {
            return Optional.of("same name, birth dates that differ by a slip" + (reach.isEmpty() ? "" : ", same " + reach));
        }
        return name && !reach.isEmpty() ? Optional.of("same name and " + reach + ", birth dates " + Math.abs(ChronoUnit.YEARS.between(a.birthDate(), b.birthDate())) + " years apart")
                : Optional.empty();
    }

    /** One letter typed wrong, left out, doubled or swapped with its neighbour. */
    private static boolean alike(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        var from = 0;
        while (from < Math.min(a.length(), b.length()) && a.charAt(from) == b.charAt(from)) {
            from++;
        }
        var ends = 0;
        while (ends < Math.min(a.length(), b.length()) - from && a.charAt(a.length() - 1 - ends) == b.charAt(b.length() - 1 - ends)) {
            ends++;
        }
        var middle = a.substring(from, a.length() - ends);
        var other = b.substring(from, b.length() - ends);
        return middle.length() <= 1 && other.length() <= 1 || middle.length() == 2 && new StringBuilder(other).reverse().toString().equals(middle);
    }

    /** One digit wrong or two swapped, or day and month the wrong way round. */
    private static boolean slipped(String a, String b) {
        return alike(a, b) || a.substring(0, 4).equals(b.substring(0, 4)) && a.substring(5, 7).equals(b.substring(8)) && a.substring(8).equals(b.substring(5, 7));
    }
}
