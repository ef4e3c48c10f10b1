package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings an agenda's line and the day to agree again, whatever happened between them: a crash, a driver's time-out, a
 * second request. The day is the truth; a line whose appointment is not in it is made impossible first, then taken out. Safe to do
 * twice, at any time, by anybody.
 */
public final class Settling {

    /** An intent older than this has lost its writer: no request lives as long. Real time. */
    public static final Duration ORPHANED = Duration.ofSeconds(30);

    private static final int REVIEWED_AT_ONCE = 200;

    private final ClinicDays days;
    private final Agendas agendas;
    private final Whereabouts whereabouts;
    private final Permits permits;
    private final Worklist worklist;
    private final DayWatch watch;
    private final Clock clock;
    private final InstantSource realTime;

    public Settling(ClinicDays days, Agendas agendas, Whereabouts whereabouts, Permits permits, Worklist worklist, DayWatch watch,
            Clock clock, InstantSource realTime) {
        this.days = days;
        this.agendas = agendas;
        this.whereabouts = whereabouts;
        this.permits = permits;
        this.worklist = worklist;
        this.watch = watch;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** What is left by writers that are gone, and items that no longer say the truth. How many lines were settled. */
    public int sweep() {
        List<Agendas.Line> orphans = agendas.unsettledBefore(realTime.instant().minus(ORPHANED));
        orphans.forEach(line -> settle(line.patient(), line.entry()));
        List<Item> waiting = worklist.open().stream().filter(item -> item.why() == Why.NEEDS_BOOKING || item.why() == Why.ON_HOLD).toList();
        for (int from = 0; from < waiting.size(); from += REVIEWED_AT_ONCE) {
            review(waiting.subList(from, Math.min(waiting.size(), from + REVIEWED_AT_ONCE)));
        }
        return orphans.size();
    }

    /** Whether the line still stands in the way of another; a lapsed hold or a lost intent is cleared away first. */
    public boolean stands(String patient, Entry line) {
        boolean young = line.written().plus(ORPHANED).isAfter(realTime.instant());
        return !line.settled() && young || settle(patient, line);
    }

    /** Settles one line now; {@code false}: it is no longer live. */
    public boolean settle(String patient, Entry line) {
        line.next().ifPresent(next -> settleMove(patient, line, next));
        Entry now = agendas.find(patient, line.appointment()).orElse(null);
        if (now == null || !now.live()) {
            return false;
        }
        Optional<Appointment> found = days.findAppointment(now.day(), now.appointment());
        if (found.isEmpty()) {
            if (!now.settled() && !days.abandon(now.day(), now.appointment(), now.attempt())) {
                // It landed between our look and our word.
                return settle(patient, now);
            }
            if (agendas.leave(patient, now)) {
                bookable(now.permit());
            }
            return false;
        }
        Appointment appointment = found.get();
        if (appointment.expired(clock.instant())) {
            return !expire(appointment);
        }
        if (appointment.state().gaveUp()) {
            agendas.retire(patient, now.appointment());
            closeItemsOf(appointment, Actor.SCHEDULING, appointment.state().code());
            bookable(now.permit());
            return false;
        }
        if (!now.settled()) {
            agendas.settle(List.of(new Agendas.Line(patient, now)));
        }
        if (!(appointment.state() instanceof AppointmentState.Held)) {
            worklist.close(List.of(Item.aboutPermit(now.permit())), closing(Actor.SCHEDULING, "booked"));
        }
        return true;
    }

    /** Takes a lapsed hold out of its day; {@code false}: it was confirmed in the same moment. */
    public boolean expire(Appointment hold) {
        return letGo(hold, Actor.SCHEDULING);
    }

    /** Lets a hold go; {@code false}: it is no longer that hold. */
    public boolean letGo(Appointment hold, Actor by) {
        Optional<Entry> line = agendas.find(hold.patient(), hold.id());
        agendas.unsettle(hold.patient(), hold.id(), realTime.instant());
        if (!days.release(hold)) {
            agendas.find(hold.patient(), hold.id()).ifPresent(l -> agendas.settle(List.of(new Agendas.Line(hold.patient(), l))));
            return false;
        }
        line.ifPresent(l -> agendas.leave(hold.patient(), l));
        watch.changed(hold.place().day());
        if (hold.keptFor().isEmpty()) {
            bookable(hold.permit());
        }
        return true;
    }

    /** The permit needs booking again, if it is still granted. */
    public void bookable(String permit) {
        permits.find(permit).filter(Permit::granted).ifPresent(p -> worklist.put(needsBooking(p)));
    }

    public static Item needsBooking(Permit permit) {
        return new Item(Item.aboutPermit(permit.id()), Why.NEEDS_BOOKING, Optional.of(permit.patient()), Optional.of(permit.id()), Optional.empty(),
                Optional.of(permit.plan().procedure()), permit.urgency(), permit.since(), permit.latest(), Optional.empty(), Optional.empty());
    }

    /** Booked, and something that the time-out would confirm is open: listed until it is cleared. */
    void lookAtClearances(Permit permit, Appointment appointment, Actor by) {
        boolean waits = !appointment.state().over() && !(appointment.state() instanceof AppointmentState.Held);
        if (waits && !permit.cleared()) {
            worklist.put(new Item(Item.aboutClearance(permit.id()), Why.CLEARANCE_MISSING, Optional.of(permit.patient()), Optional.of(permit.id()),
                    Optional.of(appointment.id()), Optional.of(permit.clearances().stream().filter(Permit.Clearance::open).map(Permit.Clearance::kind)
                            .findFirst().orElse("clearance")), permit.urgency(), clock.instant(), Optional.of(appointment.place().day().date()),
                    Optional.empty(), Optional.empty()));
        } else {
            worklist.close(List.of(Item.aboutClearance(permit.id())), closing(by, "cleared"));
        }
    }

    void closeItemsOf(Appointment appointment, Actor by, String how) {
        worklist.close(List.of(Item.aboutRide(appointment.id()), Item.aboutChange(appointment.id()), Item.aboutClinic(appointment.id()), Item.aboutClearance(appointment.permit()),
                Item.aboutWithdrawal(appointment.permit())),
                closing(by, how));
    }

    Worklist.Closing closing(Actor by, String how) {
        return new Worklist.Closing(by.id(), by.name(), how, clock.instant());
    }

    private void settleMove(String patient, Entry line, Entry.Next next) {
        boolean withinTheDay = next.day().equals(line.day());
        // Within a day the appointment is there in any case: whether it moved is told by its times, once the try cannot land any more.
        boolean landed = !days.abandon(next.day(), withinTheDay ? "" : line.appointment(), next.attempt());
        if (withinTheDay) {
            landed = days.findAppointment(line.day(), line.appointment()).filter(a -> a.times().start().equals(next.from())
                    || a.times().prepare().equals(next.from())).isPresent();
        } else if (landed) {
            whereabouts.moved(line.appointment(), next.day());
            days.leave(line.day(), line.appointment(), next.attempt());
        } else {
            days.stay(line.day(), line.appointment(), next.attempt());
        }
        agendas.endMove(patient, line.appointment(), next.attempt(), landed);
        watch.changed(line.day());
        watch.changed(next.day());
    }

    private void review(List<Item> items) {
        Map<String, Permit> known = permits.findAll(items.stream().flatMap(item -> item.permit().stream()).distinct().toList()).stream()
                .collect(Collectors.toMap(Permit::id, Function.identity()));
        Map<String, List<Entry>> lines = agendas.ofAll(known.values().stream().map(Permit::patient).distinct().toList());
        for (Item item : items) {
            Optional<Permit> permit = item.permit().map(known::get);
            review(item, permit, permit.flatMap(p -> live(lines.getOrDefault(p.patient(), List.of()), p.id())));
        }
    }

    private void review(Item item, Optional<Permit> permit, Optional<Entry> line) {
        if (permit.filter(Permit::granted).isEmpty()) {
            worklist.close(List.of(item.id()), closing(Actor.SCHEDULING, "withdrawn"));
        } else if (line.isPresent()) {
            stands(permit.get().patient(), line.get());
        } else if (item.why() == Why.ON_HOLD) {
            worklist.put(needsBooking(permit.get()));
        }
    }

    Optional<Entry> live(String patient, String permit) {
        return live(agendas.of(patient), permit);
    }

    private static Optional<Entry> live(List<Entry> lines, String permit) {
        return lines.stream().filter(e -> e.live() && e.permit().equals(permit)).findFirst();
    }

    /** Where it is known to be; between the two looks it may have moved on to another day, and is looked for there. */
    Optional<Appointment> find(String appointment) {
        Optional<DayId> day = whereabouts.find(appointment).map(Whereabouts.Known::day);
        while (day.isPresent()) {
            Optional<Appointment> there = days.findAppointment(day.get(), appointment);
            Optional<DayId> now = there.isPresent() ? day : whereabouts.find(appointment).map(Whereabouts.Known::day);
            if (now.equals(day)) {
                return there;
            }
            day = now;
        }
        return Optional.empty();
    }

    Instant realNow() {
        return realTime.instant();
    }
}
