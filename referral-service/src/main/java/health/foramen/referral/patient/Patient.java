package health.foramen.referral.patient;

import health.foramen.referral.care.Change;
import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A person. The record begins with the first referral that names them. Later referrals of the same person fill what is missing and never
 * overwrite what the front desk keeps: a physician's form may be years old, the desk has just spoken to them. The desk changes contact and
 * consent, each time with a reason. On request the person is erased: the id stays, so that the clinic's own records still hang together,
 * everything that tells who it was goes.
 *
 * <p>When two records turn out to be of one person, one of them leads to the other from then on: whoever asks for it reads the other. What was
 * kept in it stays, so that it can be undone.
 *
 * @param version       grows with each change
 * @param recordNumbers chart number by practice
 * @param consents      what the patient said to each way of reaching them, the newest last
 * @param leadsTo       the record that stands for this one
 * @param leading       records that lead here, at most {@value #MOST_LEADING}
 */
public record Patient(UUID id, long version, Identity identity, Map<String, String> recordNumbers, Contact contact, boolean erased,
                      List<Change> history, List<Consent> consents, Optional<UUID> leadsTo, List<Leading> leading) {

    private static final int MOST_RECORD_NUMBERS = 20;
    private static final int MOST_LEADING = 20;
    private static final String WITH_A_REFERRAL = "told with a referral";

    public Patient {
        recordNumbers = Map.copyOf(recordNumbers);
        history = List.copyOf(history);
        // Records of before these existed have none.
        consents = consents == null ? List.of() : List.copyOf(consents);
        leading = leading == null ? List.of() : List.copyOf(leading);
    }

    /**
     * A record that leads to another, and what it brought.
     *
     * @param version   of it, when it began to
     * @param phone     the telephone number came from it, {@code email} the address
     * @param practices whose record numbers came from it
     */
    public record Leading(UUID id, long version, boolean phone, boolean email, Set<String> practices) {

        public Leading {
            practices = Set.copyOf(practices);
        }
    }

    /** As a referral describes a person. */
    public record Described(Identity identity, Optional<String> recordNumber, Contact contact) {
    }

    public static PatientOutcome.Changed registered(UUID id, Described person, String practice, Who by, Instant at) {
        var patient = new Patient(id, 1, person.identity(), numbers(Map.of(), practice, person.recordNumber()), person.contact(), false,
                List.of(Change.of(at, by, "registered with a referral")),
                Consent.heard(List.of(), person.contact().unreachable(), person.contact(), at, by, WITH_A_REFERRAL), Optional.empty(), List.of());
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
        return changed(withSex, known, filled, Change.of(at, by, "completed from a referral"), WITH_A_REFERRAL);
    }

    /** The desk keeps contact and consent. */
    public PatientOutcome reachedBy(Contact now, Who by, String why, Instant at) {
        if (now.equals(contact)) {
            return new PatientOutcome.Unchanged(this);
        }
        return changed(identity, recordNumbers, now, Change.of(at, by, differences(now), why), why);
    }

    /** From now on this record stands for another one too. What that one knows and this does not is taken over. */
    public PatientOutcome leadHere(Patient other, Who by, String why, Instant at) {
        if (leading.stream().anyMatch(known -> known.id().equals(other.id()))) {
            return new PatientOutcome.Unchanged(this);
        }
        var problem = unfitFor(other);
        if (problem.isPresent()) {
            return new PatientOutcome.NotMergeable(problem.get());
        }
        var all = new HashMap<>(other.recordNumbers());
        all.putAll(recordNumbers);
        var known = all.size() > MOST_RECORD_NUMBERS ? recordNumbers : all;
        var brought = new HashSet<>(known.keySet());
        brought.removeAll(recordNumbers.keySet());
        var now = contact.filledFrom(other.contact());
        var led = new ArrayList<>(leading);
        led.add(new Leading(other.id(), other.version(), contact.phone().isEmpty() && now.phone().isPresent(), contact.email().isEmpty() && now.email().isPresent(), brought));
        var patient = new Patient(id, version + 1, identity, known, now, false, Change.append(history, Change.of(at, by, "merged with another record", why)),
                Consent.heard(consents, contact, now, at, by, "kept in the other record"), leadsTo, led);
        return new PatientOutcome.Changed(patient, new PatientEvent.PatientChanged(patient, at));
    }

    private Optional<String> unfitFor(Patient other) {
        if (id.equals(other.id())) {
            return Optional.of("This is one record, not two.");
        }
        if (erased || other.erased()) {
            return Optional.of("An erased record cannot be merged.");
        }
        if (leadsTo.isPresent() || other.leadsTo().filter(to -> !to.equals(id)).isPresent()) {
            return Optional.of("One of them is merged with another record already.");
        }
        if (!other.leading().isEmpty()) {
            return Optional.of("The record that would go has others merged into it; merge the other way round.");
        }
        return leading.size() >= MOST_LEADING ? Optional.of("So many records of one person cannot be; please ask the administrator.") : Optional.empty();
    }

    /** Whoever asks for this record reads the other one. @param seen the version of this one that was decided on; a later one stays as it is */
    public PatientOutcome leadTo(UUID other, long seen, Who by, String why, Instant at) {
        if (leadsTo.isPresent() || erased || version != seen) {
            return new PatientOutcome.Unchanged(this);
        }
        var patient = new Patient(id, version + 1, identity, recordNumbers, contact, false, Change.append(history, Change.of(at, by, "merged into another record", why)),
                consents, Optional.of(other), leading);
        return new PatientOutcome.Changed(patient, new PatientEvent.PatientMerged(patient, at));
    }

    /** The merge was a mistake: this record stands for itself again, as it was. Its version passes everything that was told meanwhile. */
    public PatientOutcome standAlone(long otherVersion, long seen, Who by, String why, Instant at) {
        if (leadsTo.isEmpty() || erased || version != seen) {
            return new PatientOutcome.Unchanged(this);
        }
        var patient = new Patient(id, version + otherVersion + 2, identity, recordNumbers, contact, false, Change.append(history, Change.of(at, by, "separated again", why)),
                consents, Optional.empty(), leading);
        return new PatientOutcome.Changed(patient, new PatientEvent.PatientMerged(patient, at));
    }

    /** The other one goes, with the record numbers that only it knew. What was filled from it goes too. */
    public PatientOutcome letGo(Patient other, long before, Who by, String why, Instant at) {
        var went = leading.stream().filter(known -> known.id().equals(other.id()) && known.version() < before).findFirst();
        if (went.isEmpty()) {
            return new PatientOutcome.Unchanged(this);
        }
        var numbers = new HashMap<>(recordNumbers);
        went.get().practices().forEach(practice -> numbers.remove(practice, other.recordNumbers().get(practice)));
        var reach = contact.without(went.get().phone() ? other.contact().phone() : Optional.empty(), went.get().email() ? other.contact().email() : Optional.empty());
        var patient = new Patient(id, version + 1, identity, numbers, reach, erased, Change.append(history, Change.of(at, by, "separated from another record", why)),
                Consent.heard(consents, contact, reach, at, by, "went with the other record"), leadsTo,
                leading.stream().filter(known -> !known.id().equals(other.id())).toList());
        return new PatientOutcome.Changed(patient, new PatientEvent.PatientChanged(patient, at));
    }

    /** The version under which others know a record that leads here, or this one; it grows whenever this one changes. */
    public long versionAs(UUID asked) {
        return version + leading.stream().filter(known -> known.id().equals(asked)).mapToLong(known -> known.version() + 1).findFirst().orElse(0);
    }

    public PatientOutcome erase(Who by, String why, Instant at) {
        if (erased) {
            return new PatientOutcome.Unchanged(this);
        }
        var nobody = new Identity("", "", identity.birthDate().withDayOfYear(1), Optional.empty());
        var patient = new Patient(id, version + 1, nobody, Map.of(), contact.unreachable(), true, List.of(Change.of(at, by, "erased", NamesInText.of(List.of(identity)).apply(why))),
                List.of(), leadsTo, leading);
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

    private PatientOutcome changed(Identity who, Map<String, String> numbers, Contact reach, Change change, String how) {
        var patient = new Patient(id, version + 1, who, numbers, reach, false, Change.append(history, change),
                Consent.heard(consents, contact, reach, change.at(), change.by(), how), leadsTo, leading);
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
        if (!now.preferredTime().equals(contact.preferredTime())) {
            changed.add("preferred time");
        }
        return "changed " + String.join(", ", changed);
    }
}
