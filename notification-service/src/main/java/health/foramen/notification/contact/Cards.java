package health.foramen.notification.contact;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The copies of cards that this service keeps. */
public interface Cards {

    /** Of the person: where this record leads to another, the card of that one, as soon as it is here. */
    Optional<PatientCard> patient(String patientId);

    /** Those that are there, each person once, in no particular order. */
    default List<PatientCard> patients(Collection<String> patientIds) {
        return byRecord(patientIds).values().stream().distinct().toList();
    }

    /** The person's card for each id that was asked for, as far as it is there. */
    Map<String, PatientCard> byRecord(Collection<String> patientIds);

    /** All records of the person that this one is of: the one that stands, then those that lead to it. */
    List<String> records(String patientId);

    /** The record that stands for this one; itself where none does. */
    default String person(String patientId) {
        return records(patientId).getFirst();
    }

    /** Of the cards that are kept under these very ids, or of their erasures; 0 where nothing is. */
    Map<String, Long> versions(Collection<String> patientIds);

    /** @param led the record that says so, {@code into} the one that it leads to from now on; empty when it stands for itself again */
    record Lead(String led, long version, Optional<String> into) {
    }

    /** @return false when this word, or a newer one, was heard of that record before */
    boolean lead(Lead word);

    Optional<SiteCard> site(String siteId);

    /** Whose family name, given name or number holds these letters, at most {@code limit}; all of them when there are none. */
    List<PatientCard> named(String letters, int limit);

    /** @return false when a newer one is there already, or the patient was erased since */
    boolean keep(PatientCard card);

    /** The same for many; each where it is newer. */
    default void keepAll(List<PatientCard> cards) {
        cards.forEach(this::keep);
    }

    /** @return false when a newer one is there already */
    boolean keep(SiteCard card);

    /** Leaves nothing but the version at which it happened, so that an older card never comes back. */
    void erasePatient(String patientId, long version);

    /** The patients who share this number, or had it on a record that leads to theirs. */
    List<String> patientsOf(NumberKey number);
}
