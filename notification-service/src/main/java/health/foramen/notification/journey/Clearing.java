package health.foramen.notification.journey;

import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Cadence.Audience;
import health.foramen.notification.journey.Cadence.Consent;
import java.time.Instant;
import java.util.Optional;

/** May this step go now? Asked of what is true at the moment of sending, whatever was true when it was planned. */
final class Clearing {

    /**
     * What can be said of the receiver at this moment.
     *
     * @param number what the number's holder asked for; empty without a number
     * @param region of the number
     */
    record Receiver(PatientCard card, Optional<OptOuts.Standing> number, Optional<String> region) {

        boolean optedOut() {
            return number.filter(OptOuts.Standing::out).isPresent();
        }

        boolean badNumber() {
            return number.flatMap(OptOuts.Standing::bad).isPresent();
        }

        boolean takesTexts() {
            return card.takesTexts() && !optedOut() && !badNumber();
        }

        Audience audience() {
            return new Audience(region, number.filter(OptOuts.Standing::askedFor).isPresent() ? Consent.ASKED_FOR : Consent.GIVEN);
        }

        Recipient recipient() {
            return new Recipient(card.zone(), takesTexts(), card.takesMail(), card.prefers().filter("email"::equals).isPresent(), audience());
        }

        /** The way that is left when this one fails, if they agreed to it. */
        Optional<Channel> insteadOf(Channel failing) {
            return switch (failing) {
                case TEXT -> Optional.of(Channel.EMAIL).filter(_ -> card.takesMail());
                case EMAIL -> Optional.of(Channel.TEXT).filter(_ -> takesTexts());
                case DESK -> Optional.empty();
            };
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
            case EMAIL -> receiver.card().takesMail() ? new Verdict.Go() : new Verdict.Never(Why.NO_MAIL, receiver.insteadOf(Channel.EMAIL));
            case DESK -> new Verdict.Go();
        };
    }

    private static Verdict text(Step step, Receiver receiver, Cadence cadence, Instant now) {
        Optional<Channel> mail = receiver.insteadOf(Channel.TEXT);
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
}
