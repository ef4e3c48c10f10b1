package health.foramen.referral.ledger;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Urgency;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** An accepted referral asks for leave to book. The id is chosen by the asker, so asking twice is asking once. */
public record PermitRequest(UUID permitId, UUID referralId, String practiceId, Urgency urgency, LocalDate earliest, int validDays,
                            boolean holdOnly, Plan plan, List<Clearance> clearances) {

    public PermitRequest {
        clearances = List.copyOf(clearances);
    }
}
