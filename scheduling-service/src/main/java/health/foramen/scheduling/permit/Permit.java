package health.foramen.scheduling.permit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Leave to book one visit, granted by referral-service when it accepted a referral. It arrives with the whole plan and the
 * dates between which it holds, is booked here once, and may be withdrawn later (a payer said no, a clearance was taken
 * back): what is booked on it then needs a human. The owner counts it; here it is a copy that grows by {@code sequence}.
 */
public record Permit(String id, long sequence, boolean granted, String referral, String patient, Optional<String> practice,
        String urgency, Optional<LocalDate> earliest, Optional<LocalDate> latest, boolean holdOnly, Plan plan,
        List<Clearance> clearances, Instant since) {

    /** Something that somebody outside must agree to (a blood thinner's prescriber, a payer), and how far that is. */
    public record Clearance(String kind, String state) {

        public boolean open() {
            return !state.equals("cleared");
        }
    }

    public Permit {
        Objects.requireNonNull(id);
        Objects.requireNonNull(patient);
        Objects.requireNonNull(plan);
        Objects.requireNonNull(since);
        clearances = List.copyOf(clearances);
    }

    /** The same permit, as its owner says it is now; without the patient's birth date, which is not kept here. */
    public Permit told(PermitOwner.Word word) {
        return new Permit(id, word.sequence(), word.granted(), referral, patient, practice, urgency, earliest, latest, word.holdOnly(),
                plan.born(Optional.empty()), word.clearances(), since);
    }

    /** The same, of a patient born then. */
    public Permit born(Optional<LocalDate> birthDate) {
        return new Permit(id, sequence, granted, referral, patient, practice, urgency, earliest, latest, holdOnly, plan.born(birthDate), clearances, since);
    }

    public boolean cleared() {
        return clearances.stream().noneMatch(Clearance::open);
    }
}
