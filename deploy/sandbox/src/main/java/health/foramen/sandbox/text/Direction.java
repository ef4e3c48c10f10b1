package health.foramen.sandbox.text;

import java.util.Locale;

/** Which way a text went, in Twilio's words. */
public enum Direction {
    /** From a patient to the clinic. */
    INBOUND,
    /** From the clinic to a patient, ordered through the API. Only these count as accepted. */
    OUTBOUND_API,
    /** From the telephone company itself, or by TwiML in answer to a patient's text. */
    OUTBOUND_REPLY;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
