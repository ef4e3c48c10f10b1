package health.foramen.referral.patient;

import health.foramen.referral.care.Change;
import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A person. The record begins with the first referral that names them. Later referrals of the same person fill what is missing and never
 * overwrite what the front desk keeps: a physician's form may be years old, the desk has just spoken to them. The desk changes contact and
 * consent, each time with a reason. On request the person is erased: the id stays, so that the clinic's own records still hang together,
 * everything that tells who it was goes.
 *
 * @param version       grows by one with each change
 * @param recordNumbers chart number by practice
 */
public record Patient(UUID id, long version, Identity identity, Map<String, String> recordNumbers, Contact contact, boolean erased,
                      List<Change> history) {

    private static final int MOST_RECORD_NUMBERS = 20;

    public Patient {
        recordNumbers = Map.copyOf(recordNumbers);
        history = List.copyOf(history);
    }

    /** As a referral describes a person. */
    public record Described(Identity identity, Optional<String> recordNumber, Contact contact) {
    }

    public static PatientOutcome.Changed registered(UUID id, Described person, String practice, Who by, Instant at) {
        var patient = new Patient(id, 1, person.identity(), numbers(Map.of(), practice, person.recordNumber()), person.contact(), false,
                List.of(Change.of(at, by, "registered with a referral")));
        return new PatientOutcome.Changed(patient, new PatientEvent.PatientChanged(patient, at));
    }

    /** Another referral names the same person. */
    public PatientOutcome describedAgain(Described person, String practice, Who by, Instant at) {
        var filled = contact.filledFrom(person.contact());
        var known = numbers(recordNumbers, practice, person.recordNumber());
        var withSex = new Identity(identity.givenName(), identity.familyName(), identity.birthDate(), identity.sex().or(person.identity()::sex));
        if (filled.equals(contact) && known.equals(recordNumbers) && withSex.equals(identity)) {
            return new PatientOutcome.Unchanged(this);
        }
        return changed(withSex, known, filled, Change.of(at, by, "completed from a referral"));
    }

    /** The desk keeps contact and consent. */
    public PatientOutcome reachedBy(Contact now, Who by, String why, Instant at) {
        if (now.equals(contact)) {
            return new PatientOutcome.Unchanged(this);
        }
        return changed(identity, recordNumbers, now, Change.of(at, by, differences(now), why));
    }

    public PatientOutcome erase(Who by, String why, Instant at) {
        if (erased) {
            return new PatientOutcome.Unchanged(this);
        }
        var nobody = new Identity("", "", identity.birthDate().withDayOfYear(1), Optional.empty());
        var unreachable = new Contact(contact.language(), contact.zone(), Optional.empty(), Optional.empty(), false, false, Optional.empty());
        var patient = new Patient(id, version + 1, nobody, Map.of(), unreachable, true, List.of(Change.of(at, by, "erased", why)));
        return new PatientOutcome.Changed(patient, new PatientEvent.PatientErased(patient, at));
    }

    /** Whether every typed word begins a word of the name. */
    public static boolean named(String name, String typed) {
        var words = Identity.words(name);
        return searchable(typed).stream().allMatch(word -> words.stream().anyMatch(part -> part.startsWith(word)));
    }

    /** The words of a search, as names are compared. */
    public static List<String> searchable(String typed) {
        return Identity.words(typed);
    }

    /** A person who had another chart number at this practice is another person of the same name and birthday. */
    boolean contradicts(String practice, Optional<String> recordNumber) {
        return recordNumber.isPresent() && recordNumbers.containsKey(practice) && !recordNumbers.get(practice).equals(recordNumber.get());
    }

    private PatientOutcome changed(Identity who, Map<String, String> numbers, Contact reach, Change change) {
        var patient = new Patient(id, version + 1, who, numbers, reach, false, Change.append(history, change));
        return new PatientOutcome.Changed(patient, new PatientEvent.PatientChanged(patient, change.at()));
    }

    private static Map<String, String> numbers(Map<String, String> known, String practice, Optional<String> number) {
        if (number.isEmpty() || known.containsKey(practice) || known.size() >= MOST_RECORD_NUMBERS) {
            return known;
        }
        var more = new HashMap<>(known);
        more.put(practice, number.get());
        return more;
    }

    /** Which fields changed, not their values: the history is read by more people than the contact. */
    private String differences(Contact now) {
        var changed = new ArrayList<String>();
        if (now.language() != contact.language()) {
            changed.add("language");
        }
        if (!now.zone().equals(contact.zone())) {
            changed.add("time zone");
        }
        if (!now.phone().equals(contact.phone())) {
            changed.add("phone");
        }
        if (!now.email().equals(contact.email())) {
            changed.add("e-mail");
        }
        if (now.consentText() != contact.consentText()) {
            changed.add(now.consentText() ? "consent to texts given" : "consent to texts withdrawn");
        }
        if (now.consentEmail() != contact.consentEmail()) {
            changed.add(now.consentEmail() ? "consent to e-mail given" : "consent to e-mail withdrawn");
        }
        if (!now.preferred().equals(contact.preferred())) {
            changed.add("preferred channel");
        }
        return "changed " + String.join(", ", changed);
    }
}
