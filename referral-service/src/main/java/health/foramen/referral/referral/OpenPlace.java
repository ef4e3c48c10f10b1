package health.foramen.referral.referral;

import health.foramen.referral.care.Sortable;
import java.time.Instant;

/** Where an open referral stands among all that are open: what waits for the same, and of that the oldest first. Its text tells both. */
public record OpenPlace(WaitsFor waiting, Instant receivedAt) {

    private static final int LENGTH = "0-".length() + Sortable.LENGTH_OF_A_MOMENT + "-".length();

    public OpenPlace {
        if (WaitsFor.values().length > 10) {
            throw new IllegalStateException("one digit no longer tells what is waited for");
        }
    }

    public String text() {
        return waiting.ordinal() + "-" + Sortable.moment(receivedAt) + "-";
    }

    public static boolean isText(String text) {
        return text.length() == LENGTH;
    }

    public static OpenPlace of(String text) {
        return new OpenPlace(WaitsFor.values()[text.charAt(0) - '0'], Sortable.moment(text.substring(2, LENGTH - 1)));
    }
}
