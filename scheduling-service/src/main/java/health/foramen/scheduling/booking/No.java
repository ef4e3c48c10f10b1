package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.openings.Opening;
import java.util.List;
import java.util.Optional;

/** Why a booking, or a change of one, was refused. */
public sealed interface No {

    record UnknownPermit(String permit) implements No {
    }

    record PermitNotGranted(String permit) implements No {
    }

    /** Something is not cleared yet: the permit lets an opening be held, not booked. */
    record HoldOnly(String permit) implements No {
    }

    record PermitAlreadyBooked(String permit, String appointment) implements No {
    }

    record PatientElsewhere(String appointment) implements No {
    }

    record MalformedOpening() implements No {
    }

    record UnknownOpening() implements No {
    }

    /** It is in the past, outside the permit's dates, or nothing that the plan could use: made up, or the plan is another by now. */
    record DoesNotFit(Constraint constraint) implements No {
    }

    /** @param lacks what stands in the way, when it is not that somebody else was quicker */
    record SlotNoLongerAvailable(List<Opening> next, Optional<Constraint> lacks) implements No {
        public SlotNoLongerAvailable {
            next = List.copyOf(next);
        }

        public SlotNoLongerAvailable(List<Opening> next) {
            this(next, Optional.empty());
        }
    }

    /** The key was used for another request. */
    record KeyReused() implements No {
    }

    record UnknownAppointment(String appointment) implements No {
    }

    record StaleRevision(Appointment now) implements No {
    }

    /** It is being moved in this moment. */
    record Moving(Appointment now) implements No {
    }

    record NotNow(Appointment.Refusal refusal, Appointment now) implements No {
    }

    record MoveOntoItself() implements No {
    }

    /** What the time-out would have to confirm is not cleared: the codes. */
    record ClearancesOpen(List<String> kinds) implements No {
        public ClearancesOpen {
            kinds = List.copyOf(kinds);
        }
    }

    /** The follow-up is no booked appointment of this patient. */
    record NoSuchFollowUp(String appointment) implements No {
    }

    record NoSuchBay(String bay) implements No {
    }

    record BayNotMonitored(String bay) implements No {
    }

    /** Others have, by now, what it would claim. */
    record UnitsTaken(List<String> units) implements No {
        public UnitsTaken {
            units = List.copyOf(units);
        }
    }

    /** So shortly before the patient comes a change needs a reason. */
    record LateNeedsReason(java.time.Duration within) implements No {
    }

    /** That time of the clinician is taken, and who asks may not book it once more. */
    record MayNotOverbook() implements No {
    }
}
