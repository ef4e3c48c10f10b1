package health.foramen.referral.ledger;

import static health.foramen.referral.Cast.TODAY;

import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Position;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.Spans;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.care.Urgency;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Maria's plan, and what a ledger is asked about it. */
public final class LedgerCast {

    private LedgerCast() {
    }

    public static Plan mariasPlan() {
        return new Plan(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, List.of("64483"), Region.LUMBAR_SACRAL, List.of(SpinalLevel.L5), Optional.of(Side.LEFT),
                List.of(Guidance.FLUOROSCOPY, Guidance.CT), true, Sedation.NONE, false, Position.PRONE, List.of(Setting.OFFICE, Setting.SURGERY_CENTER, Setting.HOSPITAL),
                List.of(), List.of(), new Spans(45, 15, 30, 60), true, false, false);
    }

    public static PermitRequest request() {
        return request(TODAY);
    }

    public static PermitRequest request(LocalDate earliest) {
        return new PermitRequest(UUID.randomUUID(), UUID.randomUUID(), "riverside", Urgency.ROUTINE, earliest, 90, false, mariasPlan(), List.of());
    }

    public static Session session(String id, LocalDate date, String payer) {
        return new Session(id, date, Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Optional.of(payer), Optional.empty(), "performed here", List.of());
    }
}
