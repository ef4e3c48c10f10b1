package health.foramen.scheduling.booking.web;

import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.openings.web.OpeningWords;
import health.foramen.shell.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Every refusal of a booking as a problem with a stable name, and a sentence that a desk can act on. */
public final class Refusals {

    private Refusals() {
    }

    public static Problem problem(No why) {
        return switch (why) {
            case No.UnknownPermit _ -> Problem.of(HttpStatus.NOT_FOUND, "unknown-permit", "No permit of that id has come here.")
                    .error("/permitId", "is unknown");
            case No.PermitNotGranted _ -> Problem.of(HttpStatus.CONFLICT, "permit-withdrawn", "This permit was withdrawn; nothing can be booked on it.")
                    .error("/permitId", "is withdrawn");
            case No.HoldOnly _ -> Problem.of(HttpStatus.CONFLICT, "permit-hold-only",
                    "Something is not cleared yet: an opening can be held on this permit, not booked.").error("/permitId", "lets only hold");
            case No.PermitAlreadyBooked(String _, String appointment) -> Problem.of(HttpStatus.CONFLICT, "permit-already-booked",
                    "There is an appointment or a hold on this permit already.").with("appointmentId", appointment);
            case No.PatientElsewhere(String appointment) -> Problem.of(HttpStatus.CONFLICT, "patient-elsewhere",
                    "The patient has another appointment at that time.").with("appointmentId", appointment);
            case No.MalformedOpening _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-opening", "That is no opening of ours.")
                    .error("/openingId", "cannot be read");
            case No.UnknownOpening _ -> Problem.of(HttpStatus.NOT_FOUND, "unknown-opening", "There is no such opening.").error("/openingId", "is unknown");
            case No.DoesNotFit(var constraint) -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT,
                    constraint == Constraint.PAST ? "opening-past" : "opening-does-not-fit",
                    constraint.words() + ".").error("/openingId", "does not fit the plan").with("constraint", constraint.code());
            case No.SlotNoLongerAvailable(List<Opening> next, Optional<Constraint> lacks) -> gone(next, lacks);
            case No.KeyReused _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                    "This Idempotency-Key was used for another request.");
            case No.UnknownAppointment _ -> Problem.of(HttpStatus.NOT_FOUND, "unknown-appointment", "There is no such appointment.");
            case No.StaleRevision(Appointment now) -> Problem.of(HttpStatus.PRECONDITION_FAILED, "stale-revision",
                    "Somebody changed it meanwhile: it is at revision " + now.revision() + ".").with("revision", now.revision()).with("status", now.state().code());
            case No.Moving _ -> Problem.of(HttpStatus.CONFLICT, "being-moved", "It is being moved in this moment.").retryAfter(Duration.ofSeconds(1));
            case No.NotNow(Appointment.Refusal refusal, Appointment now) -> notNow(refusal, now);
            case No.LateNeedsReason(Duration within) -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "late-change-needs-reason",
                    "Less than " + within.toHours() + " hours before the patient comes: say why.").error("/reason", "is missing");
            case No.MayNotOverbook _ -> Problem.of(HttpStatus.FORBIDDEN, "may-not-overbook",
                    "A clinician may book time that is taken once more; the desk may not.").error("/overbook", "is not yours to ask");
            case No.MoveOntoItself _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "move-onto-itself", "That is where it is.")
                    .error("/openingId", "is its own place");
            case No.ClearancesOpen(List<String> kinds) -> Problem.of(HttpStatus.CONFLICT, "clearance-open",
                    "It cannot start: not cleared is " + kinds.stream().map(k -> k.replace('-', ' ')).collect(java.util.stream.Collectors.joining(", ")) + ".")
                    .with("clearances", kinds);
            case No.NoSuchFollowUp _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "follow-up-invalid", "That is no booked appointment of this patient.")
                    .error("/followUp/appointmentId", "is no booked appointment of this patient");
            case No.NoSuchBay _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-bay", "There is no such bay at this site.").error("/bay", "is unknown");
            case No.BayNotMonitored _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "bay-not-monitored", "A sedated patient recovers in a monitored bay.")
                    .error("/bay", "has no monitor");
            case No.UnitsTaken(List<String> units) -> Problem.of(HttpStatus.CONFLICT, "units-taken", "Somebody else has it by then: "
                    + String.join(", ", units) + ".").with("units", units);
        };
    }

    private static Problem gone(List<Opening> next, Optional<Constraint> lacks) {
        Problem problem = Problem.of(HttpStatus.CONFLICT, "slot-no-longer-available", lacks.map(c -> "Not any more: " + c.words().toLowerCase(Locale.ROOT) + ".")
                .orElse("Somebody else has just taken it.")).with("openings", next.stream().map(OpeningWords::of).toList());
        return lacks.map(c -> problem.with("constraint", c.code())).orElse(problem);
    }

    private static Problem notNow(Appointment.Refusal refusal, Appointment now) {
        return switch (refusal) {
            case NOT_IN_THAT_STATE -> Problem.of(HttpStatus.CONFLICT, "not-in-that-state",
                    "That cannot be done now: it is " + now.state().words().toLowerCase(Locale.ROOT) + ".").with("status", now.state().code());
            case NOT_ON_THE_DAY -> Problem.of(HttpStatus.CONFLICT, "not-on-the-day", "The appointment is on " + now.place().day().date() + ".");
            case TOO_SOON -> Problem.of(HttpStatus.CONFLICT, "too-soon", "The appointment begins at " + now.times().localStart().toLocalTime() + ".");
            case TIME_OUT_INCOMPLETE -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "time-out-incomplete",
                    "Patient, procedure, side, level and clearances are confirmed aloud, by name, before it starts.").error("/timeOut", "is not complete");
            case CLEARANCE_OPEN -> Problem.of(HttpStatus.CONFLICT, "clearance-open", "It cannot start: something is not cleared.");
            case NOTHING_TO_UNDO -> Problem.of(HttpStatus.CONFLICT, "nothing-to-undo", "There is no step that could be taken back.");
            case UNDONE_TOO_LATE -> Problem.of(HttpStatus.CONFLICT, "undone-too-late", "A step is taken back within "
                    + Appointment.UNDONE_WITHIN.toMinutes() + " minutes; by now others have acted on it.");
            case FOLLOW_UP_MISSING -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "follow-up-missing",
                    "Say when the patient is seen back, or why not.").error("/followUp", "is missing");
            case FOLLOW_UP_NOT_LATER -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "follow-up-invalid",
                    "The follow-up is after the day of the visit.").error("/followUp/date", "is not later than the visit");
            case PERMIT_WITHDRAWN -> Problem.of(HttpStatus.CONFLICT, "permit-withdrawn", "Its permit was withdrawn: it cannot start.");
            case EXTENDED_BEFORE -> Problem.of(HttpStatus.CONFLICT, "hold-extended-before", "A hold is extended once. Book it or let it go.");
            case KEPT_FOR_AN_OFFER -> Problem.of(HttpStatus.CONFLICT, "kept-for-an-offer",
                    "This opening is kept for a patient who was asked to come sooner: accept or withdraw the offer on the waitlist.");
            case HOLD_EXPIRED -> Problem.of(HttpStatus.CONFLICT, "hold-expired", "The hold has lapsed.");
        };
    }
}
