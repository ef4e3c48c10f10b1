package health.foramen.referral.care;

import java.time.Instant;

/** Texts that sort as what they stand for. */
public final class Sortable {

    public static final int LENGTH_OF_A_MOMENT = 21;

    private Sortable() {
    }

    /** The earlier first, of all moments that a clinic can mean. */
    public static String moment(Instant moment) {
        return "%012d%09d".formatted(moment.getEpochSecond(), moment.getNano());
    }

    public static Instant moment(String text) {
        return Instant.ofEpochSecond(Long.parseLong(text.substring(0, 12)), Long.parseLong(text.substring(12)));
    }
}
