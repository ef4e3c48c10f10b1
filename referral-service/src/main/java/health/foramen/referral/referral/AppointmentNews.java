package health.foramen.referral.referral;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The whole present fact of an appointment, as scheduling states it.
 *
 * @param performedOn local date at the site, once completed
 */
public record AppointmentNews(Appointment appointment, Fate fate, Optional<String> reason, Optional<LocalDate> performedOn, FollowUp followUp) {

    /** What the news means for a referral. */
    public enum Fate {
        /** It stands, or the patient is there. */
        STANDS, COMPLETED, CANCELLED, NO_SHOW
    }

    public String id() {
        return appointment.id();
    }
}
