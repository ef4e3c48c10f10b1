package health.foramen.scheduling.check;

import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.WhatBreaks;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A government moved the clocks after patients were told their times. Each appointment to come keeps the local time it was told; its claims are
 * worked out anew by the rules of today, by the same act as any move, so that the new instants contest nobody and everybody who counts by
 * instants hears of them. Where that cannot be (the hour is skipped now, or somebody else was booked into it) a person has to look.
 */
public final class KeepingTheirWord {

    /** @param kept at their local time, by new instants */
    public record Report(List<String> kept, List<String> toWorklist) {
    }

    private final ClinicDays days;
    private final MovingAppointments moving;
    private final Worklist worklist;
    private final Clock clock;

    public KeepingTheirWord(ClinicDays days, MovingAppointments moving, Worklist worklist, Clock clock) {
        this.days = days;
        this.moving = moving;
        this.worklist = worklist;
        this.clock = clock;
    }

    /** Safe to repeat: what agrees again is not met again. */
    public Report repair(Actor by) {
        var drifted = new ArrayList<Appointment>();
        days.forEach(day -> day.appointments().stream().filter(a -> a.state() instanceof AppointmentState.Booked && a.drifted()).forEach(drifted::add));
        var kept = new ArrayList<String>();
        var left = new ArrayList<Appointment>();
        // In either order some stand in the way of each other: what failed is tried once more when the others have gone.
        drifted.stream().sorted(Comparator.comparing(a -> a.times().start())).forEach(a -> again(a, by, kept, left));
        var still = new ArrayList<Appointment>();
        left.reversed().forEach(a -> again(a, by, kept, still));
        still.forEach(a -> worklist.put(WhatBreaks.firstInLine(a, "clocks-changed", clock.instant())));
        return new Report(kept, still.stream().map(Appointment::id).toList());
    }

    private void again(Appointment a, Actor by, List<String> kept, List<Appointment> left) {
        var same = new OpeningId(a.place().day(), a.place().block(), a.times().localStart().toLocalTime());
        switch (moving.move(a.id(), a.revision(), same.text(), by)) {
            case Result.Done _ -> kept.add(a.id());
            case Result.Refused(No _) -> left.add(a);
        }
    }
}
