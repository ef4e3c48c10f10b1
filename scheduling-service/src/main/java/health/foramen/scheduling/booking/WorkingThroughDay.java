package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Appointment.Outcome;
import health.foramen.scheduling.day.Appointment.Refusal;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.Course;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.day.FollowUp;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.day.TimeOut;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.PermitOwner;
import health.foramen.scheduling.permit.PermitWatch;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A patient's way through the day: through the door (the permit's owner is asked once more), into a bay, past the time-out, under
 * the needle, to another bay, home with a follow-up; late, or not at all. A step taken by mistake is taken back within minutes.
 */
public final class WorkingThroughDay {

    private static final int TRIES = 5;

    private final KeepingAppointments keeping;
    private final ClinicDays days;
    private final Agendas agendas;
    private final Permits permits;
    private final PermitOwner owner;
    private final PermitWatch permitWatch;
    private final Sites sites;
    private final Worklist worklist;
    private final Settling settling;
    private final DayWatch watch;
    private final Clock clock;

    public WorkingThroughDay(KeepingAppointments keeping, ClinicDays days, Agendas agendas, Permits permits, PermitOwner owner, PermitWatch permitWatch,
            Sites sites, Worklist worklist, Settling settling, DayWatch watch, Clock clock) {
        this.keeping = keeping;
        this.days = days;
        this.agendas = agendas;
        this.permits = permits;
        this.owner = owner;
        this.permitWatch = permitWatch;
        this.sites = sites;
        this.worklist = worklist;
        this.settling = settling;
        this.watch = watch;
        this.clock = clock;
    }

    /** Who is there is there, whatever the permit's owner says: a withdrawn permit is marked, and the procedure will not start. */
    public Result arrive(String id, long revision, Actor by) {
        Course.Answer asked = keeping.find(id).filter(a -> a.revision() == revision && a.state() instanceof AppointmentState.Booked && today(a))
                .map(this::ask).orElse(Course.Answer.CONFIRMED);
        return keeping.change(id, revision, a -> a.arrive(asked, by, clock.instant()));
    }

    private Course.Answer ask(Appointment appointment) {
        try {
            return owner.ask(appointment.permit()).map(word -> hear(appointment.permit(), word)).orElse(Course.Answer.UNKNOWN);
        } catch (PermitOwner.Away _) {
            // The copy counts, and the appointment says that it did.
            return Course.Answer.AWAY;
        }
    }

    private Course.Answer hear(String id, PermitOwner.Word word) {
        permits.find(id).filter(copy -> word.sequence() > copy.sequence()).map(copy -> copy.told(word)).filter(permits::keep).ifPresent(newer -> {
            if (newer.granted()) {
                permitWatch.granted(newer);
            } else if (!word.status().equals("performed")) {
                permitWatch.withdrawn(newer);
            }
        });
        return switch (word.status()) {
            case "granted" -> Course.Answer.CONFIRMED;
            case "performed" -> Course.Answer.PERFORMED;
            default -> Course.Answer.WITHDRAWN;
        };
    }

    public Result prepare(String id, long revision, Actor by) {
        return keeping.change(id, revision, a -> a.prepare(by, clock.instant()));
    }

    /** Refused while anything that the time-out would confirm is open. */
    public Result start(String id, long revision, TimeOut said, Actor by) {
        Result result = keeping.change(id, revision, a -> {
            List<Permit.Clearance> clearances = clearances(a);
            return a.start(said, clearances.stream().map(Permit.Clearance::kind).toList(), open(clearances), by, clock.instant());
        });
        return result instanceof Result.Refused(No.NotNow(Refusal why, Appointment now)) && why == Refusal.CLEARANCE_OPEN
                ? Result.no(new No.ClearancesOpen(open(clearances(now)))) : result;
    }

    private List<Permit.Clearance> clearances(Appointment a) {
        return permits.find(a.permit()).map(Permit::clearances).orElse(List.of());
    }

    private static List<String> open(List<Permit.Clearance> clearances) {
        return clearances.stream().filter(Permit.Clearance::open).map(Permit.Clearance::kind).toList();
    }

    public Result recover(String id, long revision, Actor by) {
        return keeping.change(id, revision, a -> a.recover(by, clock.instant()));
    }

    /** @param booked the appointment at which the patient is seen back, if there is one already */
    public Result discharge(String id, long revision, Optional<FollowUp> said, Optional<String> booked, Actor by) {
        if (booked.isEmpty()) {
            return keeping.change(id, revision, a -> a.discharge(said, by, clock.instant()));
        }
        Optional<Appointment> next = keeping.find(booked.get()).filter(a -> a.state() instanceof AppointmentState.Booked);
        Optional<Appointment> here = keeping.find(id);
        if (here.isPresent() && next.filter(a -> a.patient().equals(here.get().patient())).isEmpty()) {
            return Result.no(new No.NoSuchFollowUp(booked.get()));
        }
        return keeping.change(id, revision, a -> a.discharge(next.map(n -> new FollowUp.Visit(n.id(), n.place().day().date())), by, clock.instant()));
    }

    public Result noShow(String id, long revision, Actor by) {
        return keeping.change(id, revision, a -> a.noShow(by, clock.instant()));
    }

    /** @param minutes how late the patient will be; 0: on time after all */
    public Result late(String id, long revision, int minutes, Actor by) {
        return keeping.change(id, revision, a -> a.late(minutes == 0 ? Optional.empty()
                : Optional.of(new Course.Late(minutes, clock.instant())), by, clock.instant()));
    }

    /** Another bay to recover in: one of the site, monitored if the patient is sedated, and free. */
    public Result recoverIn(String id, long revision, String bay, Actor by) {
        Optional<Appointment> found = keeping.find(id);
        if (found.isEmpty()) {
            return Result.no(new No.UnknownAppointment(id));
        }
        Optional<Site.Bay> wanted = sites.find(found.get().place().day().site()).flatMap(known -> known.site().bays().stream()
                .filter(b -> b.id().equals(bay)).findFirst());
        if (wanted.isEmpty()) {
            return Result.no(new No.NoSuchBay(bay));
        }
        if (found.get().work().sedation().sedated() && !wanted.get().monitored()) {
            return Result.no(new No.BayNotMonitored(bay));
        }
        return claiming(id, revision, a -> a.recoverIn(bay, by, clock.instant()));
    }

    /** @param because why it was a mistake, in a person's words; stays in the history */
    public Result undo(String id, long revision, String because, Actor by) {
        Optional<Appointment> found = keeping.find(id);
        if (found.isPresent() && found.get().state() instanceof AppointmentState.NoShow && found.get().revision() == revision) {
            return cameAfterAll(found.get(), because, by);
        }
        return claiming(id, revision, a -> a.undo(because, by, clock.instant()));
    }

    /** What a no-show gave up is taken again: first the permit in the patient's agenda, then the units of the day. */
    private Result cameAfterAll(Appointment seen, String because, Actor by) {
        if (!(seen.undo(because, by, clock.instant()) instanceof Outcome.Changed)) {
            return claiming(seen.id(), seen.revision(), a -> a.undo(because, by, clock.instant()));
        }
        if (permits.find(seen.permit()).filter(Permit::granted).isEmpty()) {
            return Result.no(new No.PermitNotGranted(seen.permit()));
        }
        if (!agendas.revive(seen.patient(), seen.id(), settling.realNow())) {
            return settling.live(seen.patient(), seen.permit()).<Result>map(line -> Result.no(new No.PermitAlreadyBooked(seen.permit(), line.appointment())))
                    .orElseGet(() -> Result.no(new No.PatientElsewhere(seen.id())));
        }
        Result result = claiming(seen.id(), seen.revision(), a -> a.undo(because, by, clock.instant()));
        agendas.find(seen.patient(), seen.id()).ifPresent(line -> settling.settle(seen.patient(), line));
        if (result instanceof Result.Done) {
            worklist.close(List.of(Item.aboutPermit(seen.permit())), settling.closing(by, "came after all"));
        }
        return result;
    }

    /** Decides on the appointment as it is at that revision; stored only while what it then claims is free. */
    private Result claiming(String id, long revision, Function<Appointment, Outcome> decide) {
        for (int tries = 0; ; tries++) {
            Optional<Appointment> found = keeping.find(id);
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
            switch (decide.apply(seen)) {
                case Outcome.Unchanged(Appointment now) -> {
                    return new Result.Done(now, false);
                }
                case Outcome.Refused(Refusal why) -> {
                    return Result.no(new No.NotNow(why, seen));
                }
                case Outcome.Changed(Appointment next, Happening happening) -> {
                    if (days.reclaim(seen, next, happening, clock.instant())) {
                        watch.changed(seen.place().day());
                        return new Result.Done(next, true);
                    }
                    List<String> taken = taken(next);
                    if (!taken.isEmpty()) {
                        return Result.no(new No.UnitsTaken(taken));
                    }
                    if (tries == TRIES) {
                        return Result.no(new No.StaleRevision(keeping.find(id).orElse(seen)));
                    }
                }
            }
        }
    }

    private List<String> taken(Appointment wanted) {
        return days.find(wanted.place().day()).map(ClinicDay::appointments).orElse(List.of()).stream().filter(a -> !a.id().equals(wanted.id()))
                .flatMap(a -> a.claims().stream()).filter(theirs -> wanted.claims().stream().anyMatch(theirs::conflicts)).map(c -> c.unit()).distinct().toList();
    }

    private boolean today(Appointment a) {
        return LocalDay.at(clock.instant(), a.place().zone()).date().equals(a.place().day().date());
    }
}
