package health.foramen.scheduling.waitlist;

import health.foramen.scheduling.site.Coded;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * An opening that is kept for somebody who waits, until they answer or the deadline passes. It is told to others when it is made and once more when it
 * is over; whether they got it, the clinic day says, and this follows.
 *
 * @param appointment the later appointment that the patient has, if any
 * @param hold        what keeps the opening; without a later appointment it becomes the appointment
 * @param answerBy    business time
 * @param by          who answered, or made it: patient, a desk, or the service
 */
public record Offer(String id, long sequence, Status status, String permit, String referral, String patient, Optional<String> appointment, String hold,
        String opening, String site, ZoneId zone, LocalDateTime localStart, Instant start, Instant answerBy, Instant madeAt, Instant at, String by) {

    public enum Status implements Coded {
        OFFERED, ACCEPTED, DECLINED, LAPSED, WITHDRAWN;

        public String words() {
            return switch (this) {
                case OFFERED -> "Asked";
                case ACCEPTED -> "Accepted";
                case DECLINED -> "Declined";
                case LAPSED -> "No answer in time";
                case WITHDRAWN -> "Withdrawn";
            };
        }
    }

    public Offer {
        Objects.requireNonNull(id);
        Objects.requireNonNull(status);
        Objects.requireNonNull(start);
        Objects.requireNonNull(answerBy);
    }

    public boolean open() {
        return status == Status.OFFERED;
    }

    public boolean due(Instant now) {
        return open() && !now.isBefore(answerBy);
    }

    Offer closed(Status how, String by, Instant at) {
        return new Offer(id, sequence + 1, how, permit, referral, patient, appointment, hold, opening, site, zone, localStart, start, answerBy, madeAt, at, by);
    }
}
