package health.foramen.scheduling.booking;

import health.foramen.scheduling.booking.Agendas.Entering;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.day.Work;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Books an opening, or holds it for a few minutes.
 *
 * <p>Two round trips: the intent goes into the patient's agenda (and, beside it, the id into the whereabouts), then the
 * appointment into the day. Whoever loses a race for an interchangeable unit (a bay, a nurse) takes the next free one;
 * whoever loses what was chosen is told the next openings.
 */
public final class BookingOpenings {

    /** So often another bay or nurse is tried: each failure means that somebody else succeeded. */
    private static final int TRIES = 8;
    private static final int OPENINGS_OFFERED_INSTEAD = 5;
    private static final int LOOKS_FOR_A_TWIN = 50;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /**
     * @param id      follows from the caller and their idempotency key
     * @param request a hash of what was asked
     * @param overbook why a clinician's time that is taken may be taken once more; nothing: it may not
     */
    public record Ask(String id, String request, String permit, String opening, Optional<String> overbook) {

        public Ask(String id, String request, String permit, String opening) {
            this(id, request, permit, opening, Optional.empty());
        }
    }

    private final Sites sites;
    private final Permits permits;
    private final DayBoards boards;
    private final FindingOpenings finding;
    private final ClinicDays days;
    private final Agendas agendas;
    private final Whereabouts whereabouts;
    private final Worklist worklist;
    private final Settling settling;
    private final Afterwards afterwards;
    private final Clock clock;
    private final Duration holdFor;
    private final Executor background;

    public BookingOpenings(Sites sites, Permits permits, DayBoards boards, FindingOpenings finding, ClinicDays days, Agendas agendas,
            Whereabouts whereabouts, Worklist worklist, Settling settling, Afterwards afterwards, Clock clock, Duration holdFor, Executor background) {
        this.sites = sites;
        this.permits = permits;
        this.boards = boards;
        this.finding = finding;
        this.days = days;
        this.agendas = agendas;
        this.whereabouts = whereabouts;
        this.worklist = worklist;
        this.settling = settling;
        this.afterwards = afterwards;
        this.clock = clock;
        this.holdFor = holdFor;
        this.background = background;
    }

    public Result book(Ask ask, Actor by) {
        return land(ask, by, Optional.empty(), clock.instant());
    }

    public Result hold(Ask ask, Actor by) {
        Instant now = clock.instant();
        return land(ask, by, Optional.of(now.plus(holdFor)), now);
    }

    /** A hold that is kept until then: for somebody who is asked and must have time to answer. */
    public Result hold(Ask ask, Actor by, Instant until) {
        return land(ask, by, Optional.of(until), clock.instant());
    }

    /**
     * Keeps an opening for the patient of a later appointment, who is asked whether to come sooner. It stands in no agenda, since the permit has its
     * appointment; {@link MovingAppointments#takeOver} brings that here. The permit stays booked whatever becomes of it.
     *
     * @param id of the hold
     */
    public Result keep(String id, Appointment later, String text, Instant until, Actor by) {
        Instant now = clock.instant();
        Optional<Permit> permit = permits.find(later.permit());
        if (permit.filter(Permit::granted).isEmpty()) {
            return Result.no(new No.PermitNotGranted(later.permit()));
        }
        Looked looked = look(text, permit.get(), id, now);
        if (!(looked instanceof Looked.Fits(OpeningId opening, Placement first))) {
            return Result.no(((Looked.Not) looked).why());
        }
        whereabouts.note(new Whereabouts.Known(id, text, later.patient(), opening.day()));
        Placement placement = first;
        for (int tries = 0; tries < TRIES; tries++) {
            Appointment hold = Appointment.offered(id, later, placement, until, by, now);
            if (days.place(hold, placement.blockRevision(), attemptOf(id), Optional.empty(), now)) {
                boards.placed(opening.day(), hold);
                return new Result.Done(hold, true);
            }
            Optional<Appointment> twin = cleared(opening, id, now);
            if (twin.isPresent()) {
                return new Result.Done(twin.get(), false);
            }
            if (!(look(text, permit.get(), id, now) instanceof Looked.Fits(_, Placement again))) {
                break;
            }
            placement = again;
        }
        return Result.no(new No.SlotNoLongerAvailable(List.of()));
    }

    /** The one attempt by which a hold that is kept for an offer gets into its day. */
    public static String attemptOf(String hold) {
        return hold + "|offer";
    }

    private Result land(Ask ask, Actor by, Optional<Instant> holdUntil, Instant now) {
        boolean hold = holdUntil.isPresent();
        Optional<Permit> found = permits.find(ask.permit());
        if (found.isEmpty()) {
            return refuse(ask, new No.UnknownPermit(ask.permit()));
        }
        Permit permit = found.get();
        if (!permit.granted()) {
            return refuse(ask, new No.PermitNotGranted(permit.id()));
        }
        if (permit.holdOnly() && !hold) {
            return refuse(ask, new No.HoldOnly(permit.id()));
        }
        return switch (look(ask.opening(), permit, ask.id(), now, ask.overbook().isPresent())) {
            // Whoever asks twice for one patient reads that, and not that somebody else was quicker.
            case Looked.Not(No.SlotNoLongerAvailable taken) -> refuse(ask, settling.live(permit.patient(), permit.id())
                    .filter(line -> settling.stands(permit.patient(), line))
                    .<No>map(line -> new No.PermitAlreadyBooked(permit.id(), line.appointment())).orElse(taken));
            case Looked.Not(No why) -> refuse(ask, why);
            case Looked.Fits(OpeningId opening, Placement placement) -> enter(ask, by, holdUntil, permit, opening, placement, now);
        };
    }

    private Result enter(Ask ask, Actor by, Optional<Instant> holdUntil, Permit permit, OpeningId opening, Placement placement, Instant now) {
        var noting = CompletableFuture.supplyAsync(
                () -> whereabouts.note(new Whereabouts.Known(ask.id(), ask.request(), permit.patient(), opening.day())), background);
        for (int tries = 0; tries < TRIES; tries++) {
            var intent = new Entry(ask.id(), permit.id(), opening.day(), placement.place().clinician(), placement.times().prepare(),
                    placement.times().end(), true, false, UUID.randomUUID().toString(), settling.realNow(), Optional.empty());
            Entering entering = agendas.enter(permit.patient(), intent);
            if (noted(noting).filter(known -> !known.request().equals(ask.request())).isPresent()) {
                if (entering instanceof Entering.Entered) {
                    agendas.leave(permit.patient(), intent);
                }
                return Result.no(new No.KeyReused());
            }
            switch (entering) {
                case Entering.Entered _ -> {
                    return place(ask, by, holdUntil, permit, opening, placement, intent, now);
                }
                case Entering.Already(Entry line) -> {
                    Optional<Appointment> twins = awaitTwin(ask, line);
                    if (twins.isPresent()) {
                        return new Result.Done(twins.get(), false);
                    }
                    if (!line.live() || settling.settle(permit.patient(), line)) {
                        return settling.find(ask.id()).<Result>map(a -> new Result.Done(a, false))
                                .orElseGet(() -> Result.no(new No.UnknownAppointment(ask.id())));
                    }
                }
                case Entering.SamePermit(Entry other) -> {
                    if (settling.stands(permit.patient(), other)) {
                        return Result.no(new No.PermitAlreadyBooked(permit.id(), other.appointment()));
                    }
                }
                case Entering.SameTime(Entry other) -> {
                    if (settling.stands(permit.patient(), other)) {
                        return Result.no(new No.PatientElsewhere(other.appointment()));
                    }
                }
            }
        }
        return Result.no(new No.SlotNoLongerAvailable(List.of()));
    }

    /** The same request may be under way beside this one: it is given a moment before it is taken for dead. */
    private Optional<Appointment> awaitTwin(Ask ask, Entry line) {
        for (int looks = 0; looks < LOOKS_FOR_A_TWIN && line.live() && !line.settled(); looks++) {
            Optional<Appointment> landed = settling.find(ask.id());
            if (landed.isPresent()) {
                return landed;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return Optional.empty();
    }

    private static Optional<Whereabouts.Known> noted(CompletableFuture<Optional<Whereabouts.Known>> noting) {
        try {
            return noting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException away ? away : e;
        }
    }

    private Result place(Ask ask, Actor by, Optional<Instant> holdUntil, Permit permit, OpeningId opening, Placement first, Entry intent, Instant now) {
        Placement placement = first;
        Optional<Constraint> lacks = Optional.empty();
        for (int tries = 0; tries < TRIES; tries++) {
            Appointment appointment = appointment(ask, by, holdUntil, permit, placement, now);
            Optional<Happening> happening = holdUntil.isPresent() ? Optional.empty() : Optional.of(Happening.BOOKED);
            if (days.place(appointment, placement.blockRevision(), intent.attempt(), happening, now)) {
                landed(appointment, permit, intent, by);
                return new Result.Done(appointment, true);
            }
            Optional<Appointment> twin = cleared(opening, ask.id(), now);
            if (twin.isPresent()) {
                return new Result.Done(twin.get(), false);
            }
            Looked looked = look(ask.opening(), permit, ask.id(), now, ask.overbook().isPresent());
            if (!(looked instanceof Looked.Fits(_, Placement again))) {
                lacks = looked instanceof Looked.Not(No.SlotNoLongerAvailable(_, Optional<Constraint> why)) ? why : Optional.empty();
                break;
            }
            placement = again;
        }
        agendas.leave(permit.patient(), intent);
        return Result.no(new No.SlotNoLongerAvailable(finding.next(permit, OPENINGS_OFFERED_INSTEAD), lacks));
    }

    /** Reads the day again and takes out holds that lapsed; answers the appointment of that id, if it is there. */
    private Optional<Appointment> cleared(OpeningId opening, String id, Instant now) {
        Optional<DayBoards.Sheet> sheet = boards.refresh(opening.day());
        Optional<Appointment> twin = sheet.flatMap(s -> s.day().appointment(id));
        if (twin.isEmpty()) {
            sheet.map(s -> s.day().expiredHolds(now)).orElse(List.of()).forEach(settling::expire);
        }
        return twin;
    }

    private Appointment appointment(Ask ask, Actor by, Optional<Instant> holdUntil, Permit permit, Placement placement, Instant now) {
        Work work = Work.of(permit.plan());
        return holdUntil.map(until -> Appointment.held(ask.id(), permit.id(), permit.referral(), permit.patient(), work, placement, until, by, now))
                .orElseGet(() -> Appointment.booked(ask.id(), permit.id(), permit.referral(), permit.patient(), work, placement,
                        ask.overbook().filter(_ -> overbooks(placement)), by, now));
    }

    private static boolean overbooks(Placement placement) {
        return placement.claims().stream().map(Claim::unit).anyMatch(Site::isBeside);
    }

    private void landed(Appointment appointment, Permit permit, Entry intent, Actor by) {
        boards.placed(appointment.place().day(), appointment);
        if (appointment.state() instanceof AppointmentState.Held held) {
            agendas.settle(List.of(new Agendas.Line(permit.patient(), intent)));
            worklist.put(new Item(Item.aboutPermit(permit.id()), Why.ON_HOLD, Optional.of(permit.patient()), Optional.of(permit.id()),
                    Optional.of(appointment.id()), Optional.of(permit.plan().procedure()), permit.urgency(), permit.since(), permit.latest(),
                    Optional.of(held.expiresAt()), Optional.empty()));
        } else {
            afterwards.landed(new Afterwards.Landed(new Agendas.Line(permit.patient(), intent), Item.aboutPermit(permit.id()),
                    settling.closing(by, "booked")));
            if (!permit.cleared()) {
                settling.lookAtClearances(permit, appointment, by);
            }
        }
    }

    /** A refusal, unless this very request was done before: then that is still the answer. */
    private Result refuse(Ask ask, No why) {
        return whereabouts.find(ask.id()).<Result>flatMap(known -> known.request().equals(ask.request())
                ? settling.find(ask.id()).map(a -> new Result.Done(a, false))
                : Optional.of(Result.no(new No.KeyReused()))).orElseGet(() -> Result.no(why));
    }

    sealed interface Looked {
        record Fits(OpeningId opening, Placement placement) implements Looked {
        }

        record Not(No why) implements Looked {
        }
    }

    /** Asks everything again that the search asked: an opening's id is no promise. */
    Looked look(String text, Permit permit, String self, Instant now) {
        return look(text, permit, self, now, false);
    }

    private Looked look(String text, Permit permit, String self, Instant now, boolean overbook) {
        Optional<OpeningId> parsed = OpeningId.find(text);
        if (parsed.isEmpty()) {
            return new Looked.Not(new No.MalformedOpening());
        }
        OpeningId opening = parsed.get();
        Optional<Site> site = sites.find(opening.day().site()).map(Sites.Known::site);
        if (site.isEmpty()) {
            return new Looked.Not(new No.UnknownOpening());
        }
        Looked remembered = boards.sheet(opening.day()).map(sheet -> fit(site.get(), sheet, opening, permit, self, now, overbook))
                .orElseGet(() -> new Looked.Not(new No.UnknownOpening()));
        if (remembered instanceof Looked.Not(No.UnknownOpening _) || remembered instanceof Looked.Not(No.SlotNoLongerAvailable _)) {
            // The picture may be a second old.
            return boards.refresh(opening.day()).map(sheet -> fit(site.get(), sheet, opening, permit, self, now, overbook)).orElse(remembered);
        }
        return remembered;
    }

    private Looked fit(Site site, DayBoards.Sheet sheet, OpeningId opening, Permit permit, String self, Instant now, boolean overbook) {
        Optional<Block> found = sheet.day().block(opening.block());
        if (found.isEmpty()) {
            return new Looked.Not(new No.UnknownOpening());
        }
        Block block = found.get();
        LocalDate date = opening.day().date();
        if (permit.earliest().filter(date::isBefore).isPresent()) {
            return new Looked.Not(new No.DoesNotFit(Constraint.TOO_EARLY));
        }
        if (permit.latest().filter(date::isAfter).isPresent()) {
            return new Looked.Not(new No.DoesNotFit(Constraint.TOO_LATE));
        }
        Optional<Constraint> never = Fitting.never(site, block, permit.plan());
        if (never.isPresent()) {
            return never.get() == Constraint.BLOCK_CLOSED ? taken(permit, never.get()) : new Looked.Not(new No.DoesNotFit(never.get()));
        }
        Fit fit = overbook ? Fitting.overbooked(site, sheet.day(), sheet.taken(), block, opening.time(), permit.plan(), self, now)
                : Fitting.at(site, sheet.day(), sheet.taken(), block, opening.time(), permit.plan(), self, now);
        return switch (fit) {
            case Fit.Fits(Placement placement) -> new Looked.Fits(opening, placement);
            case Fit.Lacks(Constraint lacks) when lacks.taken() -> taken(permit, lacks);
            case Fit.Lacks(Constraint lacks) -> new Looked.Not(new No.DoesNotFit(lacks));
        };
    }

    /** Whoever reads that somebody was quicker looks for another time; whoever reads that the clinic took it back knows that nobody was. */
    private Looked taken(Permit permit, Constraint lacks) {
        List<Opening> next = finding.next(permit, OPENINGS_OFFERED_INSTEAD);
        return new Looked.Not(new No.SlotNoLongerAvailable(next, Optional.of(lacks).filter(Constraint::takenBack)));
    }
}
