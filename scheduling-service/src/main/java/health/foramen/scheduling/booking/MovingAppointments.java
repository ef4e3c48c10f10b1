package health.foramen.scheduling.booking;

import health.foramen.scheduling.booking.Agendas.Entering;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Appointment.Outcome;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves an appointment to another opening: within its day by one write, to another day by taking the new place first. What it
 * had is let go only when it has the new one, and the new day alone tells of it.
 */
public final class MovingAppointments {

    /** A day before the patient comes the ride is arranged and the fasting is planned: a change needs a reason that is kept. */
    public static final Duration LATE = Duration.ofHours(24);
    private static final int TRIES = 8;
    private static final int OPENINGS_OFFERED_INSTEAD = 5;

    private final Permits permits;
    private final BookingOpenings booking;
    private final FindingOpenings finding;
    private final DayBoards boards;
    private final ClinicDays days;
    private final Agendas agendas;
    private final Whereabouts whereabouts;
    private final Worklist worklist;
    private final Settling settling;
    private final DayWatch watch;
    private final Clock clock;

    public MovingAppointments(Permits permits, BookingOpenings booking, FindingOpenings finding, DayBoards boards, ClinicDays days, Agendas agendas,
            Whereabouts whereabouts, Worklist worklist, Settling settling, DayWatch watch, Clock clock) {
        this.permits = permits;
        this.booking = booking;
        this.finding = finding;
        this.boards = boards;
        this.days = days;
        this.agendas = agendas;
        this.whereabouts = whereabouts;
        this.worklist = worklist;
        this.settling = settling;
        this.watch = watch;
        this.clock = clock;
    }

    /** As the clinic moves it: whoever does that has a reason of their own. */
    public Result move(String id, long revision, String opening, Actor by) {
        return move(id, revision, opening, Optional.of("clinic"), by);
    }

    /** @param because a code; so shortly before the patient comes it has to be said */
    public Result move(String id, long revision, String opening, Optional<String> because, Actor by) {
        return move(id, revision, opening, because, (seen, to, now) -> seen.move(to, because, by, now), by);
    }

    /** By the same act as a move, so that its new instants contest nobody: to the local time at which it is, of which no patient hears. */
    public Result retime(String id, long revision, Actor by) {
        return settling.find(id).map(a -> move(id, revision, new OpeningId(a.place().day(), a.place().block(), a.times().localStart().toLocalTime()).text(),
                Optional.of("clocks-changed"), (seen, to, now) -> seen.retime(to, by, now), by)).orElseGet(() -> Result.no(new No.UnknownAppointment(id)));
    }

    /** What becomes of an appointment in its new place. */
    @FunctionalInterface
    private interface Step {
        Outcome to(Appointment seen, Placement placement, Instant now);
    }

    private Result move(String id, long revision, String opening, Optional<String> because, Step step, Actor by) {
        Instant now = clock.instant();
        Optional<Appointment> found = settling.find(id);
        if (found.isEmpty()) {
            return Result.no(new No.UnknownAppointment(id));
        }
        Appointment seen = found.get();
        if (seen.moving().isPresent()) {
            return Result.no(new No.Moving(seen));
        }
        if (seen.revision() != revision) {
            return Result.no(new No.StaleRevision(seen));
        }
        if (!(seen.state() instanceof AppointmentState.Booked)) {
            return Result.no(new No.NotNow(Appointment.Refusal.NOT_IN_THAT_STATE, seen));
        }
        if (because.isEmpty() && isLate(seen, now)) {
            return Result.no(new No.LateNeedsReason(LATE));
        }
        Optional<Permit> permit = permits.find(seen.permit());
        if (permit.filter(Permit::granted).isEmpty()) {
            return Result.no(new No.PermitNotGranted(seen.permit()));
        }
        return switch (booking.look(opening, permit.get(), id, now)) {
            case BookingOpenings.Looked.Not(No why) -> Result.no(why);
            case BookingOpenings.Looked.Fits(_, Placement placement) -> take(seen, permit.get(), opening, placement, step, by, now);
        };
    }

    public static boolean isLate(Appointment a, Instant now) {
        return now.plus(LATE).isAfter(a.times().arriveAt());
    }

    private Result take(Appointment seen, Permit permit, String opening, Placement placement, Step step, Actor by, Instant now) {
        if (placement.times().start().equals(seen.times().start()) && placement.place().block().equals(seen.place().block())
                && placement.place().day().equals(seen.place().day())) {
            return Result.no(new No.MoveOntoItself());
        }
        DayId to = placement.place().day();
        var next = new Entry.Next(to, placement.place().clinician(), placement.times().prepare(), placement.times().end(), UUID.randomUUID().toString());
        return begun(seen, next).orElseGet(() -> {
            Optional<Appointment> moved = to.equals(seen.place().day())
                    ? shift(seen, permit, opening, placement, next.attempt(), step, now)
                    : carry(seen, permit, opening, placement, next.attempt(), step, now);
            return ended(seen, next, moved, by).orElseGet(() -> Result.no(new No.SlotNoLongerAvailable(finding.next(permit, OPENINGS_OFFERED_INSTEAD))));
        });
    }

    /** Writes the move down in the agenda; a refusal, or nothing when it may go on. */
    private Optional<Result> begun(Appointment seen, Entry.Next next) {
        return switch (agendas.beginMove(seen.patient(), seen.id(), next, settling.realNow())) {
            case Entering.SameTime(Entry other) -> Optional.of(Result.no(new No.PatientElsewhere(other.appointment())));
            case Entering.Already(Entry _), Entering.SamePermit(Entry _) -> Optional.of(Result.no(new No.Moving(seen)));
            case Entering.Entered _ -> Optional.empty();
        };
    }

    /** What became of the move; nothing when the new place was refused. */
    private Optional<Result> ended(Appointment seen, Entry.Next next, Optional<Appointment> moved, Actor by) {
        agendas.endMove(seen.patient(), seen.id(), next.attempt(), moved.isPresent());
        watch.changed(seen.place().day());
        watch.changed(next.day());
        if (moved.isPresent()) {
            worklist.close(List.of(Item.aboutChange(seen.id()), Item.aboutClinic(seen.id())), settling.closing(by, "moved"));
            return Optional.of(new Result.Done(moved.get(), true));
        }
        return settling.find(seen.id()).filter(a -> a.revision() != seen.revision()).map(a -> Result.no(new No.StaleRevision(a)));
    }

    /**
     * The later appointment moves to where a hold was kept for it. Whoever answers twice finds it done.
     *
     * @param hold the hold that {@link BookingOpenings#keep} placed
     */
    public Result takeOver(String id, String hold, Actor by) {
        Instant now = clock.instant();
        Optional<Appointment> found = settling.find(id);
        if (found.isEmpty()) {
            return Result.no(new No.UnknownAppointment(id));
        }
        Appointment seen = found.get();
        Optional<Appointment> kept = settling.find(hold).filter(h -> h.keptFor().filter(id::equals).isPresent());
        if (kept.isEmpty()) {
            return Result.no(new No.SlotNoLongerAvailable(List.of()));
        }
        if (seen.moving().isPresent()) {
            return Result.no(new No.Moving(seen));
        }
        if (!(seen.state() instanceof AppointmentState.Booked)) {
            return Result.no(new No.NotNow(Appointment.Refusal.NOT_IN_THAT_STATE, seen));
        }
        if (kept.get().expired(now)) {
            return Result.no(new No.NotNow(Appointment.Refusal.HOLD_EXPIRED, kept.get()));
        }
        if (permits.find(seen.permit()).filter(Permit::granted).isEmpty()) {
            return Result.no(new No.PermitNotGranted(seen.permit()));
        }
        Optional<ClinicDay> day = days.find(kept.get().place().day());
        Optional<Constraint> against = day.flatMap(d -> d.against(kept.get()));
        Optional<Block> block = day.flatMap(d -> d.block(kept.get().place().block()));
        if (against.isPresent() || block.isEmpty()) {
            return Result.no(new No.SlotNoLongerAvailable(List.of(), against));
        }
        Placement to = kept.get().placement(block.get().revision());
        var next = new Entry.Next(to.place().day(), to.place().clinician(), to.times().prepare(), to.times().end(), UUID.randomUUID().toString());
        return begun(seen, next).orElseGet(() -> {
            Optional<Appointment> moved = takeOver(seen, kept.get(), to, next.attempt(), by, now);
            return ended(seen, next, moved, by).orElseGet(() -> Result.no(new No.SlotNoLongerAvailable(List.of())));
        });
    }

    private Optional<Appointment> takeOver(Appointment seen, Appointment hold, Placement placement, String attempt, Actor by, Instant now) {
        DayId from = seen.place().day();
        DayId to = hold.place().day();
        if (to.equals(from)) {
            return seen.move(placement, by, now) instanceof Outcome.Changed(Appointment next, Happening happening)
                    && days.takeOver(hold, next, Optional.of(seen), placement.blockRevision(), attempt, happening, now) ? Optional.of(next) : Optional.empty();
        }
        Optional<Appointment> stopped = days.beginMove(seen, new Appointment.Moving(attempt, to, settling.realNow()));
        if (stopped.isEmpty()) {
            return Optional.empty();
        }
        if (stopped.get().move(placement, by, now) instanceof Outcome.Changed(Appointment next, Happening happening)
                && days.takeOver(hold, next, Optional.empty(), placement.blockRevision(), attempt, happening, now)) {
            whereabouts.moved(seen.id(), to);
            days.leave(from, seen.id(), attempt);
            return Optional.of(next);
        }
        days.stay(from, seen.id(), attempt);
        return Optional.empty();
    }

    /** Within the day: one write that changes its claims where they are. */
    private Optional<Appointment> shift(Appointment first, Permit permit, String opening, Placement placement, String attempt, Step step, Instant now) {
        Appointment seen = first;
        Placement to = placement;
        for (int tries = 0; tries < TRIES; tries++) {
            if (!(step.to(seen, to, now) instanceof Outcome.Changed(Appointment next, Happening happening))) {
                return Optional.empty();
            }
            if (days.shift(seen, next, to.blockRevision(), attempt, happening, now)) {
                return Optional.of(next);
            }
            Optional<Appointment> present = clearAndFind(seen, to.place().day(), now);
            if (present.filter(a -> a.revision() == first.revision()).isEmpty()
                    || !(booking.look(opening, permit, seen.id(), now) instanceof BookingOpenings.Looked.Fits(_, Placement again))) {
                return Optional.empty();
            }
            seen = present.get();
            to = again;
        }
        return Optional.empty();
    }

    /** To another day: nothing else may happen to it meanwhile; then the new place; then the old one is left. */
    private Optional<Appointment> carry(Appointment seen, Permit permit, String opening, Placement placement, String attempt, Step step, Instant now) {
        DayId from = seen.place().day();
        Placement to = placement;
        Optional<Appointment> stopped = days.beginMove(seen, new Appointment.Moving(attempt, to.place().day(), settling.realNow()));
        if (stopped.isEmpty()) {
            return Optional.empty();
        }
        for (int tries = 0; tries < TRIES; tries++) {
            if (!(step.to(stopped.get(), to, now) instanceof Outcome.Changed(Appointment next, Happening happening))) {
                break;
            }
            if (days.place(next, to.blockRevision(), attempt, Optional.of(happening), now)) {
                whereabouts.moved(seen.id(), to.place().day());
                days.leave(from, seen.id(), attempt);
                return Optional.of(next);
            }
            clearAndFind(seen, to.place().day(), now);
            if (!(booking.look(opening, permit, seen.id(), now) instanceof BookingOpenings.Looked.Fits(_, Placement again))) {
                break;
            }
            to = again;
        }
        days.stay(from, seen.id(), attempt);
        return Optional.empty();
    }

    /** Reads the day again, takes out holds that lapsed, and answers the appointment as it is there. */
    private Optional<Appointment> clearAndFind(Appointment moving, DayId day, Instant now) {
        Optional<DayBoards.Sheet> sheet = boards.refresh(day);
        sheet.ifPresent(s -> s.day().expiredHolds(now).forEach(settling::expire));
        return sheet.flatMap(s -> s.day().appointment(moving.id()));
    }
}
