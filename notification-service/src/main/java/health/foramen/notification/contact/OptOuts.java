package health.foramen.notification.contact;

import java.time.Instant;
import java.util.Optional;

/** Who asked for no more texts. It belongs to the number, not to the patient: the phone's holder decides. */
public interface OptOuts {

    /**
     * What is known of a number.
     *
     * @param out      its holder wants no texts
     * @param askedFor its holder asked for texts in their own words, by writing START
     * @param bad      why it takes none: a landline, or no number at all
     */
    record Standing(boolean out, boolean askedFor, Optional<String> bad) {
    }

    Standing of(NumberKey number);

    /** The later of two asks stands, in whatever order they are heard. */
    void out(NumberKey number, Instant at);

    void in(NumberKey number, Instant at);

    /** A number that can take no text: a landline, or none at all. Ended by another number on the card, or by {@link #works}. */
    void bad(NumberKey number, String because, Instant at);

    /** Somebody knows that it takes texts after all. */
    void works(NumberKey number);

    default boolean isOut(NumberKey number) {
        return of(number).out();
    }

    default boolean isBad(NumberKey number) {
        return of(number).bad().isPresent();
    }
}
