package health.foramen.scheduling.permit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The few words about a patient that a desk reads, copied from referral-service at {@code asOf}. A card is first wanted (a
 * permit named the patient), then known, wanted again when the patient changed, and erased for good when the patient is.
 */
public record Card(String patient, long sequence, boolean wanted, boolean erased, Optional<Words> words) {

    public record Words(String givenName, String familyName, String initials, Optional<LocalDate> birthDate, String language, Instant asOf) {

        public String name() {
            return (givenName + " " + familyName).strip();
        }
    }

    public static Card wanting(String patient, long sequence) {
        return new Card(patient, sequence, true, false, Optional.empty());
    }

    /** The owner knows something newer. */
    public Card stale(long newer) {
        return erased ? this : new Card(patient, Math.max(newer, sequence), true, false, words);
    }

    public Card with(Words fresh) {
        return erased ? this : new Card(patient, sequence, false, false, Optional.of(fresh));
    }

    public Card erase(long at) {
        return new Card(patient, Math.max(at, sequence), false, true, Optional.empty());
    }

    /** What a page shows for the person. */
    public String name() {
        return words.map(Words::name).orElse(erased ? "Erased patient" : "Name on its way");
    }

    public String initials() {
        return words.map(Words::initials).orElse("–");
    }
}
