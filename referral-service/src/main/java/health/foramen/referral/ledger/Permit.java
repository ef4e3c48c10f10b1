package health.foramen.referral.ledger;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Urgency;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Leave to book. It carries the whole plan, so that whoever books needs nothing else. From its grant until it is performed or withdrawn it
 * counts in every window of the payer, so two bookings can never take the same last injection session.
 *
 * @param sequence grows with each change, for those who hear of it
 * @param earliest first local date on which it may be used, {@code latest} the last
 * @param holdOnly an opening may be held, not booked, until a clearance has come
 */
public record Permit(UUID id, long sequence, Status status, UUID referralId, UUID patientId, String practiceId, Urgency urgency,
                     String payer, LocalDate earliest, LocalDate latest, boolean holdOnly, Plan plan, List<Clearance> clearances) {

    public enum Status implements Coded {
        GRANTED("granted"), PERFORMED("performed"), WITHDRAWN("withdrawn");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    public Permit {
        clearances = List.copyOf(clearances);
        if (latest.isBefore(earliest)) {
            throw new IllegalArgumentException("a permit ends after it begins");
        }
    }

    boolean isGranted() {
        return status == Status.GRANTED;
    }

    Permit became(Status next) {
        return new Permit(id, sequence + 1, next, referralId, patientId, practiceId, urgency, payer, earliest, latest, holdOnly, plan,
                clearances);
    }

    Permit cleared(List<Clearance> now, boolean holdOnlyNow) {
        return new Permit(id, sequence + 1, status, referralId, patientId, practiceId, urgency, payer, earliest, latest, holdOnlyNow, plan,
                now);
    }

    /** The permit keeps its length when its first day moves. */
    Permit notBefore(LocalDate day) {
        return day.isAfter(earliest) ? new Permit(id, sequence + 1, status, referralId, patientId, practiceId, urgency, payer, day,
                latest.plusDays(ChronoUnit.DAYS.between(earliest, day)), holdOnly, plan, clearances) : this;
    }
}
