package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Appointment.Outcome;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What happens to an appointment in its place: confirmed, arrived, started, recovered, discharged, cancelled, nobody came. */
public final class KeepingAppointments {

    /** A mark may come between the look and the write; it changes nothing that was decided on, so the write is tried again. */
    private static final int TRIES = 5;

    private final ClinicDays days;
    private final Agendas agendas;
    private final Whereabouts whereabouts;
    private final Permits permits;
    private final Worklist worklist;
    private final Settling settling;
    private final DayWatch watch;
    private final Clock clock;

    public KeepingAppointments(ClinicDays days, Agendas agendas, Whereabouts whereabouts, Permits permits, Worklist worklist, Settling settling,
            DayWatch watch, Clock clock) {
        this.days = days;
        this.agendas = agendas;
        this.whereabouts = whereabouts;
        this.permits = permits;
        this.worklist = worklist;
        this.settling = settling;
        this.watch = watch;
        this.clock = clock;
    }

    public Optional<Appointment> find(String appointment) {
        return settling.find(appointment);
    }

    /** Several at once, with as few reads as there are days. */
    public List<Appointment> findAll(List<String> appointments) {
        Set<String> wanted = Set.copyOf(appointments);
        Set<DayId> on = whereabouts.findAll(wanted).values().stream().map(Whereabouts.Known::day).collect(Collectors.toSet());
        return days.findAppointments(on, wanted);
    }

    /** Everything of one patient, the coming first as they come, the past behind. */
    public List<Appointment> of(String patient) {
        List<Entry> lines = agendas.of(patient);
        Map<String, Entry> byId = lines.stream().collect(Collectors.toMap(Entry::appointment, Function.identity(), (_, second) -> second));
        var on = new HashSet<DayId>();
        lines.forEach(line -> {
            on.add(line.day());
            line.next().ifPresent(next -> on.add(next.day()));
        });
        return days.findAppointments(on, byId.keySet()).stream().sorted(java.util.Comparator.comparing((Appointment a) -> a.times().start()).reversed()).toList();
    }

    /** The live appointment or hold of a permit. */
    public Optional<Appointment> on(Permit permit) {
        return settling.live(permit.patient(), permit.id()).flatMap(line -> settling.find(line.appointment()));
    }

    /** Confirms a hold: what was held becomes booked, if it is still held and its permit still lets it. */
    public Result confirm(String hold, Actor by) {
        Optional<Appointment> found = find(hold);
        if (found.isEmpty()) {
            return Result.no(new No.UnknownAppointment(hold));
        }
        Optional<Permit> permit = permits.find(found.get().permit());
        if (permit.filter(Permit::granted).isEmpty()) {
            return Result.no(new No.PermitNotGranted(found.get().permit()));
        }
        if (permit.get().holdOnly()) {
            return Result.no(new No.HoldOnly(permit.get().id()));
        }
        Optional<Constraint> against = against(found.get());
        if (against.isPresent()) {
            return Result.no(new No.SlotNoLongerAvailable(List.of(), against));
        }
        Result result = change(hold, found.get().revision(), a -> a.confirm(by, clock.instant()), this::storeInOpenTime);
        if (result instanceof Result.Refused(No.StaleRevision(Appointment now)) && now.state() instanceof AppointmentState.Held && against(now).isPresent()) {
            return Result.no(new No.SlotNoLongerAvailable(List.of(), against(now)));
        }
        if (result instanceof Result.Done(Appointment booked, boolean fresh) && fresh) {
            worklist.close(List.of(Item.aboutPermit(booked.permit())), settling.closing(by, "booked"));
            if (!permit.get().cleared()) {
                settling.lookAtClearances(permit.get(), booked, by);
            }
        }
        if (result instanceof Result.Refused(No.NotNow(var why, var lapsed)) && why == Appointment.Refusal.HOLD_EXPIRED) {
            settling.expire(lapsed);
        }
        return result;
    }

    /** Why what is held or booked cannot be there any more: the clinic took that time back since. */
    public Optional<Constraint> against(Appointment a) {
        return days.find(a.place().day()).flatMap(day -> day.against(a));
    }

    /** In the same write the day says whether its block is still as it was when it was asked. */
    private boolean storeInOpenTime(Appointment seen, Appointment next, Happening happening) {
        Optional<ClinicDay> day = days.find(seen.place().day());
        boolean stored = day.filter(d -> d.against(seen).isEmpty()).flatMap(d -> d.block(seen.place().block()))
                .filter(block -> days.shift(seen, next, block.revision(), UUID.randomUUID().toString(), happening, clock.instant())).isPresent();
        if (stored) {
            watch.changed(seen.place().day());
        }
        return stored;
    }

    /** Lets a hold go. */
    public Result letGo(String hold, Actor by) {
        Optional<Appointment> found = find(hold);
        if (found.isEmpty()) {
            return Result.no(new No.UnknownAppointment(hold));
        }
        Appointment held = found.get();
        if (held.keptFor().isPresent()) {
            return Result.no(new No.NotNow(Appointment.Refusal.KEPT_FOR_AN_OFFER, held));
        }
        boolean gone = held.state() instanceof AppointmentState.Held && settling.letGo(held, by);
        return gone ? new Result.Done(held, true) : Result.no(new No.NotNow(Appointment.Refusal.NOT_IN_THAT_STATE, find(hold).orElse(held)));
    }

    /** Decides on the appointment as it is at that revision, and stores what was decided. */
    public Result change(String id, long revision, Function<Appointment, Outcome> decide) {
        return change(id, revision, decide, this::store);
    }

    @FunctionalInterface
    private interface Storing {
        boolean store(Appointment seen, Appointment next, Happening happening);
    }

    private Result change(String id, long revision, Function<Appointment, Outcome> decide, Storing storing) {
        for (int tries = 0; ; tries++) {
            Optional<Appointment> found = find(id);
            if (found.isEmpty()) {
                return Result.no(new No.UnknownAppointment(id));
            }
            Appointment seen = found.get();
            if (seen.moving().isPresent() && settleMove(seen)) {
                return Result.no(new No.Moving(seen));
            }
            if (seen.revision() != revision) {
                return Result.no(new No.StaleRevision(seen));
            }
            switch (decide.apply(seen)) {
                case Outcome.Unchanged(Appointment now) -> {
                    return new Result.Done(now, false);
                }
                case Outcome.Refused(Appointment.Refusal why) -> {
                    return Result.no(new No.NotNow(why, seen));
                }
                case Outcome.Changed(Appointment next, Happening happening) -> {
                    if (storing.store(seen, next, happening)) {
                        return new Result.Done(next, true);
                    }
                    if (tries == TRIES) {
                        return Result.no(new No.StaleRevision(find(id).orElse(seen)));
                    }
                }
            }
        }
    }

    private boolean store(Appointment seen, Appointment next, Happening happening) {
        boolean ends = next.state().gaveUp();
        if (ends) {
            agendas.unsettle(seen.patient(), seen.id(), settling.realNow());
        }
        boolean stored = days.change(seen, next, happening, clock.instant());
        if (stored) {
            watch.changed(seen.place().day());
        }
        if (ends) {
            agendas.find(seen.patient(), seen.id()).ifPresent(line -> settling.settle(seen.patient(), line));
        }
        if (stored && next.state() instanceof AppointmentState.Completed) {
            settling.closeItemsOf(next, Actor.SCHEDULING, "completed");
        }
        return stored;
    }

    /** A move whose mover is gone is settled; {@code true}: it is still under way. */
    private boolean settleMove(Appointment seen) {
        return agendas.find(seen.patient(), seen.id())
                .filter(line -> line.next().isPresent() && !seen.moving().orElseThrow().since().plus(Settling.ORPHANED).isAfter(settling.realNow()))
                .map(line -> {
                    settling.settle(seen.patient(), line);
                    return false;
                }).orElse(true);
    }
}
