package health.foramen.scheduling.worklist;

import health.foramen.scheduling.site.Coded;

/** Why something needs a human, in the order in which a desk reads it. */
public enum Why implements Coded {
    MOVED_BY_CLINIC("Moved by clinic", "The clinic took the time back and no other place was found: find one first"),
    PERMIT_WITHDRAWN("Permit withdrawn", "Booked, but no longer permitted: move or cancel it"),
    CHANGE_REQUESTED("Change requested", "The patient asks for another time"),
    CLEARANCE_MISSING("Clearance missing", "Booked, but something is not cleared: it cannot start"),
    RIDE_MISSING("Ride missing", "Nobody takes the patient home yet"),
    REPLY_TO_READ("Reply to read", "The patient wrote something that a person must read"),
    MESSAGE_FAILED("Message failed", "A message did not reach the patient"),
    NEEDS_BOOKING("Needs booking", "Permitted and not booked"),
    ON_HOLD("On hold", "Kept for a few minutes: confirm it or let it go");

    private final String words;
    private final String sentence;

    Why(String words, String sentence) {
        this.words = words;
        this.sentence = sentence;
    }

    public String words() {
        return words;
    }

    public String sentence() {
        return sentence;
    }

    /** Whether a person may close it by hand; the others close when the thing itself is done. */
    public boolean closedByHand() {
        return switch (this) {
            case MOVED_BY_CLINIC, CHANGE_REQUESTED, RIDE_MISSING, REPLY_TO_READ, MESSAGE_FAILED -> true;
            case PERMIT_WITHDRAWN, CLEARANCE_MISSING, NEEDS_BOOKING, ON_HOLD -> false;
        };
    }
}
