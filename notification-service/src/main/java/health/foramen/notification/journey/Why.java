package health.foramen.notification.journey;

import java.util.Objects;

/**
 * The reason for a step's state.
 *
 * @param code     for machines, kebab-case
 * @param sentence for the front desk
 */
public record Why(String code, String sentence) {

    public Why {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(sentence, "sentence");
    }

    static final Why TOO_LATE_TO_PLAN = new Why("too-late-to-plan", "There was no time left for it when the visit was booked.");
    static final Why MISSED = new Why("missed-its-hour", "It could not be sent while it was still of use.");
    static final Why MOVED = new Why("moved", "The visit moved.");
    static final Why ARRIVED = new Why("arrived", "The patient is here.");
    static final Why OVER = new Why("visit-over", "The visit is over.");
    static final Why CANCELLED = new Why("visit-cancelled", "The visit was cancelled.");
    static final Why NO_SHOW = new Why("no-show", "The patient did not come.");
    static final Why ERASED = new Why("erased", "The patient's record was erased.");
    static final Why WISHES = new Why("wishes-changed", "The patient's language, zone or channels changed; it was planned anew.");
    static final Why NO_CHANNEL = new Why("no-channel", "Neither text nor e-mail may be used: please call.");
    static final Why NO_TEXT = new Why("no-text-consent", "Texts may not be used.");
    static final Why NO_MAIL = new Why("no-mail-consent", "E-mail may not be used.");
    static final Why OPTED_OUT = new Why("opted-out", "The number's holder wants no texts.");
    static final Why BAD_NUMBER = new Why("bad-number", "The number takes no texts.");
    static final Why OVER_CAP = new Why("over-the-limit", "More texts than are allowed in a day or a week.");
    static final Why BY_MAIL = new Why("by-email-instead", "It goes by e-mail instead.");
    static final Why FOREIGN_LINK = new Why("foreign-link", "It holds a link to somebody else's page.");
    static final Why RIDE_KNOWN = new Why("ride-arranged", "The ride home is arranged.");
    static final Why RIDE_MISSING = new Why("ride-missing", "No ride home is known: the front desk was told.");

    static final Why BY_TEXT = new Why("by-text-instead", "It goes by text instead.");

    static Why instead(Channel other) {
        return switch (other) {
            case EMAIL -> BY_MAIL;
            case TEXT -> BY_TEXT;
            case DESK -> NO_CHANNEL;
        };
    }
    static final Why TAKEN_BACK = new Why("taken-back", "It was no longer to be said.");

    static Why mergedInto(String step) {
        return new Why("merged", "Merged into the message “" + step + "” of the same day.");
    }
}
