package health.foramen.notification.contact;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who asked for no more texts. It belongs to the number, not to the patient: the phone's holder decides. */
public interface OptOuts {

    /**
     * What is known of a number.
     *
     * @param out      its holder wants no texts
     * @param askedFor its holder asked for texts in their own words, by writing START
     * @param since    when they asked for the one or the other
     * @param bad      why it takes none: a landline, or no number at all
     */
    record Standing(boolean out, boolean askedFor, Optional<Instant> since, Optional<String> bad) {

        /** Somebody asked for no more, where it still counts: on the record that leads here. */
        Standing outSince(Instant at) {
            return since.filter(own -> !own.isBefore(at)).isPresent() ? this : new Standing(true, false, Optional.of(at), bad);
        }
    }

    Standing of(NumberKey number);

    /** An answer for each. */
    default Map<NumberKey, Standing> standings(Collection<NumberKey> numbers) {
        return numbers.stream().distinct().collect(Collectors.toMap(Function.identity(), this::of));
    }

    /** The later of two asks stands, in whatever order they are heard. */
    void out(NumberKey number, Instant at);

    void in(NumberKey number, Instant at);

    /**
     * A text did not reach the phone, for a reason that may pass. The same text twice is one.
     *
     * @param since when a text last arrived there: what was missed before then no longer counts
     * @return how many have been missed in a row
     */
    int missed(NumberKey number, String reference, Instant at, Instant since);

    /** A number that can take no text: a landline, or none at all, or nobody who ever has it on. Ended by another number on the card, or by {@link #works}. */
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
