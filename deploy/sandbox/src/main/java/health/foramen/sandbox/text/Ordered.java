package health.foramen.sandbox.text;

/** The telephone company's answer to an order. */
public sealed interface Ordered {

    record Accepted(Text text) implements Ordered {
    }

    /** @param about the number or address that {@link TwilioError#message} names */
    record Refused(TwilioError error, String about) implements Ordered {
    }
}
