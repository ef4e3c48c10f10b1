package health.foramen.referral.referral;

import java.time.LocalDateTime;

/** The appointment as the referral knows it. @param status its word on the wire: booked, arrived, in-procedure, recovering, completed */
public record Appointment(String id, long revision, String status, String siteId, String clinicianId, String zone, LocalDateTime localStart) {
}
