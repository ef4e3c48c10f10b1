package health.foramen.sandbox.text;

import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers that are not a healthy mobile phone, told by their last digits so that every country has some. The first group follows
 * Twilio's test credentials; the others end in 0190 to 0196, inside North America's 555-01xx block that belongs to nobody.
 */
public enum OddNumber {
    INVALID("5005550001", TwilioError.TO_INVALID),
    UNREACHABLE("5005550002", TwilioError.UNREACHABLE),
    BLOCKED("5005550004", TwilioError.UNSUBSCRIBED),
    NO_TEXTS("5005550009", TwilioError.NOT_MOBILE),
    LANDLINE("0190", TwilioError.NOT_MOBILE),
    WRONG("0191", TwilioError.TO_INVALID),
    UNVERIFIED("0192", TwilioError.UNVERIFIED),
    /** 30003: the handset is off or out of reach. */
    SWITCHED_OFF("0193", 30003),
    /** 30005: nobody has this number any more. */
    GIVEN_UP("0194", 30005),
    /** 30006: found out only on the way that it is a landline. */
    LANDLINE_FOUND_LATE("0195", 30006),
    /** 30008: the network says no more than that. */
    LOST("0196", 30008);

    private final String lastDigits;
    private final Optional<TwilioError> refusal;
    private final Optional<Integer> undelivered;

    OddNumber(String lastDigits, TwilioError refusal) {
        this.lastDigits = lastDigits;
        this.refusal = Optional.of(refusal);
        this.undelivered = Optional.empty();
    }

    OddNumber(String lastDigits, int undelivered) {
        this.lastDigits = lastDigits;
        this.refusal = Optional.empty();
        this.undelivered = Optional.of(undelivered);
    }

    /** Refused when it is ordered. */
    public Optional<TwilioError> refusal() {
        return refusal;
    }

    /** Accepted, and reported undelivered with this code. */
    public Optional<Integer> undelivered() {
        return undelivered;
    }

    public static Optional<OddNumber> of(String number) {
        return Arrays.stream(values()).filter(odd -> number.endsWith(odd.lastDigits)).findFirst();
    }
}
