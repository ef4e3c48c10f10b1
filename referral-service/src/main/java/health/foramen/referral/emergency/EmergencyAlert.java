package health.foramen.referral.emergency;

import health.foramen.referral.care.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A red flag that somebody must see. It is raised by a referral that names a sign, or by a patient's reply after a procedure. It is told
 * again and again; it is never worked off by time, only by a clinician who says what was done.
 *
 * @param id         of the referral or of the report that raised it, so the same flag twice is one alert
 * @param referralId absent for a report that belongs to no referral
 * @param signs      codes of the red-flag pack; empty when the report does not say
 * @param repeated   absent until it was told a second time
 * @param sender     of a text from a number that no patient has
 */
public record EmergencyAlert(String id, Optional<UUID> referralId, Optional<UUID> patientId, Optional<String> appointmentId, String raisedBy,
                             List<String> signs, Instant at, Optional<Acknowledgement> acknowledged, Optional<Repeated> repeated,
                             Optional<Sender> sender) {

    public record Acknowledgement(Who by, Instant at, String done) {
    }

    public record Repeated(int times, Instant last) {
    }

    /**
     * @param conversationId where notification-service keeps the words and the number
     * @param numberEnding   the number's last two digits; absent for a sender that is no number
     */
    public record Sender(String conversationId, Optional<String> numberEnding) {
    }

    public EmergencyAlert {
        sender = sender == null ? Optional.empty() : sender;
        signs = List.copyOf(signs);
    }

    public EmergencyAlert acknowledgedBy(Who by, String done, Instant when) {
        return acknowledged.isPresent() ? this : new EmergencyAlert(id, referralId, patientId, appointmentId, raisedBy, signs, at,
                Optional.of(new Acknowledgement(by, when, done)), repeated, sender);
    }

    EmergencyAlert rewritten(UnaryOperator<String> words) {
        return new EmergencyAlert(id, referralId, patientId, appointmentId, raisedBy, signs, at,
                acknowledged.map(answer -> new Acknowledgement(answer.by(), answer.at(), words.apply(answer.done()))), repeated, sender);
    }

    /** Once in so long, as long as nobody has answered. */
    public EmergencyAlert toldAgain(Instant now, Duration every) {
        var last = repeated.map(Repeated::last).orElse(at);
        return acknowledged.isPresent() || last.plus(every).isAfter(now) ? this : new EmergencyAlert(id, referralId, patientId, appointmentId, raisedBy,
                signs, at, acknowledged, Optional.of(new Repeated(timesRepeated() + 1, now)), sender);
    }

    public int timesRepeated() {
        return repeated.map(Repeated::times).orElse(0);
    }

    /** How long it has waited, or had waited when it was answered. */
    public Duration age(Instant now) {
        var until = acknowledged.map(Acknowledgement::at).orElse(now);
        return until.isBefore(at) ? Duration.ZERO : Duration.between(at, until);
    }
}
