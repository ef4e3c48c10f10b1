package health.foramen.notification.journey;

import health.foramen.notification.contact.PatientCard;
import java.time.Instant;
import java.util.Optional;

/** May this step go now? Asked of what is true at the moment of sending, whatever was true when it was planned. */
final class Clearing {

    /** What can be said of the receiver at this moment. */
    record Receiver(PatientCard card, boolean optedOut, boolean badNumber) {

        boolean takesTexts() {
            return card.takesTexts() && !optedOut && !badNumber;
        }
    }

    sealed interface Verdict {

        record Go() implements Verdict {
        }

        /** @param until business time */
        record Later(Why why, Instant until) implements Verdict {
        }

        record Never(Why why, Optional<Channel> instead) implements Verdict {
        }

        record Missed() implements Verdict {
        }
    }

    private Clearing() {
    }

    static Verdict of(Step step, Receiver receiver, Cadence cadence, Instant now) {
        if (now.isAfter(step.useBy())) {
            return new Verdict.Missed();
        }
        return switch (step.channel()) {
            case TEXT -> text(step, receiver, cadence, now);
            case EMAIL -> receiver.card().takesMail() ? new Verdict.Go() : new Verdict.Never(Why.NO_MAIL, Optional.empty());
            case DESK -> new Verdict.Go();
        };
    }

    private static Verdict text(Step step, Receiver receiver, Cadence cadence, Instant now) {
        Optional<Channel> mail = instead(receiver);
        if (!receiver.card().takesTexts()) {
            return new Verdict.Never(receiver.card().takesMail() ? Why.NO_TEXT : Why.NO_CHANNEL, mail);
        }
        if (receiver.optedOut()) {
            return new Verdict.Never(Why.OPTED_OUT, mail);
        }
        if (receiver.badNumber()) {
            return new Verdict.Never(Why.BAD_NUMBER, mail);
        }
        if (step.anyHour() || cadence.hours().open(now, receiver.card().zone())) {
            return new Verdict.Go();
        }
        Instant morning = cadence.hours().morningAfter(now, receiver.card().zone());
        if (morning.isBefore(step.useBy())) {
            return new Verdict.Later(new Why("night", "It is night where the patient is."), morning);
        }
        // The visit is nearer than the morning: what cannot wait goes, the rest has missed its hour.
        return step.vital() ? new Verdict.Go() : new Verdict.Missed();
    }

    static Optional<Channel> instead(Receiver receiver) {
        return receiver.card().takesMail() ? Optional.of(Channel.EMAIL) : Optional.empty();
    }
}
