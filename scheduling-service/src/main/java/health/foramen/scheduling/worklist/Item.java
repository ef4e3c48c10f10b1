package health.foramen.scheduling.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that needs a human. Its id says what it is about, so the same thing is never listed twice.
 *
 * @param what a code for the list (a procedure, a channel and reason), never free text of a patient
 * @param due  the local date by which it should be done
 * @param snoozedUntil nobody needs to see it before that date
 */
public record Item(String id, Why why, Optional<String> patient, Optional<String> permit, Optional<String> appointment,
        Optional<String> what, String urgency, Instant since, Optional<LocalDate> due, Optional<Instant> until, Optional<Owner> owner,
        Optional<LocalDate> snoozedUntil) {

    /** Who took it, and when. */
    public record Owner(String id, String name, Instant since) {
    }

    /** One that nobody has put off. */
    public Item(String id, Why why, Optional<String> patient, Optional<String> permit, Optional<String> appointment, Optional<String> what, String urgency,
            Instant since, Optional<LocalDate> due, Optional<Instant> until, Optional<Owner> owner) {
        this(id, why, patient, permit, appointment, what, urgency, since, due, until, owner, Optional.empty());
    }

    public Item {
        Objects.requireNonNull(id);
        Objects.requireNonNull(why);
        Objects.requireNonNull(since);
    }

    public static String aboutPermit(String permit) {
        return "permit:" + permit;
    }

    public static String aboutWithdrawal(String permit) {
        return "withdrawn:" + permit;
    }

    public static String aboutRide(String appointment) {
        return "ride:" + appointment;
    }

    public static String aboutChange(String appointment) {
        return "change:" + appointment;
    }

    /** The clinic cannot keep its word to the patient about this appointment. */
    public static String aboutClinic(String appointment) {
        return "clinic:" + appointment;
    }

    /** Something that was booked on the permit is not cleared. */
    public static String aboutClearance(String permit) {
        return "clearance:" + permit;
    }

    public static String aboutReply(String reply) {
        return "reply:" + reply;
    }

    public static String aboutMessage(String message) {
        return "message:" + message;
    }

    public Item until(Instant until) {
        return new Item(id, why, patient, permit, appointment, what, urgency, since, due, Optional.of(until), owner, snoozedUntil);
    }

    /** The same thing, further along; whose it was and since when stays. What was put off is woken when it is about something else by now. */
    public Item after(Item earlier) {
        return new Item(id, why, patient, permit, appointment, what, urgency, earlier.since(), due, until, earlier.owner(),
                why == earlier.why() ? earlier.snoozedUntil() : Optional.empty());
    }

    public boolean snoozed(LocalDate today) {
        return snoozedUntil.filter(today::isBefore).isPresent();
    }

    public boolean late(LocalDate today) {
        return due.filter(today::isAfter).isPresent();
    }
}
