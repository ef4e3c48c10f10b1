package health.foramen.scheduling.waitlist;

import health.foramen.scheduling.booking.No;

/** What became of an answer to an offer. */
public sealed interface Answering {

    /** @param fresh whether this answer did it, or found it done */
    record Done(Offer offer, boolean fresh) implements Answering {
    }

    /** It ended otherwise before. */
    record Over(Offer offer) implements Answering {
    }

    /** The opening could not be given after all; the offer was withdrawn. */
    record NotKept(Offer offer, No why) implements Answering {
    }

    record Unknown(String offer) implements Answering {
    }

    /** Somebody changes the appointment in this moment: the same again, a moment later. */
    record Busy(String offer) implements Answering {
    }
}
