package health.foramen.notification.contact;

import java.time.Instant;

/** Who asked for no more texts. It belongs to the number, not to the patient: the phone's holder decides. */
public interface OptOuts {

    boolean isOut(NumberKey number);

    /** The later of two asks stands, in whatever order they are heard. */
    void out(NumberKey number, Instant at);

    void in(NumberKey number, Instant at);

    /** A number that can take no text: a landline, or none at all. Ended only by another number on the card. */
    void bad(NumberKey number, String because, Instant at);

    boolean isBad(NumberKey number);
}
