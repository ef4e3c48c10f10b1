package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.PermitWatch;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.Worklist;
import java.util.List;
import java.util.Optional;

/** A granted permit needs booking; one that is taken back flags what was booked on it. */
public final class WatchingPermits implements PermitWatch {

    private final ClinicDays days;
    private final Worklist worklist;
    private final Settling settling;
    private final DayWatch watch;

    public WatchingPermits(ClinicDays days, Worklist worklist, Settling settling, DayWatch watch) {
        this.days = days;
        this.worklist = worklist;
        this.settling = settling;
        this.watch = watch;
    }

    @Override
    public void granted(Permit permit) {
        worklist.close(List.of(Item.aboutWithdrawal(permit.id())), settling.closing(Actor.SCHEDULING, "granted again"));
        Optional<Entry> line = settling.live(permit.patient(), permit.id());
        if (line.isEmpty()) {
            worklist.put(Settling.needsBooking(permit));
        }
        line.flatMap(booked -> mark(booked.appointment(), false)).ifPresent(appointment -> settling.lookAtClearances(permit, appointment, Actor.SCHEDULING));
    }

    @Override
    public void withdrawn(Permit permit) {
        worklist.close(List.of(Item.aboutPermit(permit.id()), Item.aboutClearance(permit.id())), settling.closing(Actor.SCHEDULING, "permit withdrawn"));
        settling.live(permit.patient(), permit.id()).flatMap(line -> mark(line.appointment(), true)).ifPresent(appointment -> {
            if (appointment.state() instanceof AppointmentState.Held) {
                settling.letGo(appointment, Actor.SCHEDULING);
            } else if (!appointment.state().over()) {
                worklist.put(new Item(Item.aboutWithdrawal(permit.id()), Why.PERMIT_WITHDRAWN, Optional.of(permit.patient()), Optional.of(permit.id()),
                        Optional.of(appointment.id()), Optional.of(permit.plan().procedure()), permit.urgency(), permit.since(),
                        Optional.of(appointment.place().day().date()), Optional.empty(), Optional.empty()));
            }
        });
    }

    private Optional<Appointment> mark(String id, boolean withdrawn) {
        Optional<Appointment> found = settling.find(id);
        found.filter(a -> a.marks().permitWithdrawn() != withdrawn).ifPresent(appointment -> {
            if (!days.mark(appointment, appointment.marks().permitWithdrawn(withdrawn))) {
                throw new Overtaken(id);
            }
            watch.changed(appointment.place().day());
        });
        return found;
    }
}
