package health.foramen.notification.offer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An earlier time. scheduling-service offers it and ends it; in between the patient says yes or no once, before the moment by which an
 * answer is awaited.
 *
 * @param sequence      of scheduling-service's last word on it
 * @param appointmentId that would move; empty for a patient who has none
 * @param answerBy      business time
 * @param answer        the patient's, once it is given
 */
public record Offer(String offerId, long sequence, Status status, String patientId, Optional<String> appointmentId, String siteId, ZoneId zone,
        LocalDateTime localStart, Instant start, Instant answerBy, Optional<Answer> answer, Optional<Instant> answeredAt) {

    public enum Status {
        OFFERED, ACCEPTED, DECLINED, LAPSED, WITHDRAWN;

        public static Optional<Status> of(String word) {
            return Arrays.stream(values()).filter(status -> status.name().equalsIgnoreCase(word)).findFirst();
        }
    }

    public enum Answer {
        ACCEPTED("accepted"), DECLINED("declined");

        private final String word;

        Answer(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Offer {
        Objects.requireNonNull(offerId, "offerId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(siteId, "siteId");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(localStart, "localStart");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(answerBy, "answerBy");
        appointmentId = appointmentId == null ? Optional.empty() : appointmentId;
        answer = answer == null ? Optional.empty() : answer;
        answeredAt = answeredAt == null ? Optional.empty() : answeredAt;
    }

    /** An answer would still count. */
    public boolean isOpen(Instant now) {
        return status == Status.OFFERED && answer.isEmpty() && now.isBefore(answerBy);
    }

    /** The patient said yes, and scheduling-service has not spoken since. */
    public boolean isBeingBooked() {
        return status == Status.OFFERED && answer.equals(Optional.of(Answer.ACCEPTED));
    }

    public ZonedDateTime localTime() {
        return start.atZone(zone);
    }

    Offer answered(Answer given, Instant at) {
        return new Offer(offerId, sequence, status, patientId, appointmentId, siteId, zone, localStart, start, answerBy, Optional.of(given), Optional.of(at));
    }

    /** scheduling-service's newer word; what the patient said is kept. */
    Offer told(Offer newer) {
        return new Offer(offerId, newer.sequence, newer.status, patientId, newer.appointmentId, newer.siteId, newer.zone, newer.localStart, newer.start, newer.answerBy,
                answer, answeredAt);
    }

    /** How the step that asks is named. */
    public String step() {
        return "offer-" + offerId;
    }
}
