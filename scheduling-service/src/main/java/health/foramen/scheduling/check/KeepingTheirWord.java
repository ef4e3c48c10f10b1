package health.foramen.scheduling.check;

import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.WhatBreaks;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A government moved the clocks after patients were told their times. Each appointment to come keeps the local time it was told; its claims are
 * worked out anew by the rules of today, by the same act as any move, so that the new instants contest nobody; whoever counts by instants hears of
 * them, and no patient does, for whom nothing changed. Clinicians' agendas follow. Where that cannot be (the hour is skipped now, or somebody else was booked into it) a person has to look.
 */
public final class KeepingTheirWord {

    /** @param kept at their local time, by new instants */
    public record Report(List<String> kept, List<String> toWorklist) {
    }

    private final ClinicDays days;
    private final ClinicianAgendas clinicians;
    private final MovingAppointments moving;
    private final Worklist worklist;
    private final Clock clock;

    public KeepingTheirWord(ClinicDays days, ClinicianAgendas clinicians, MovingAppointments moving, Worklist worklist, Clock clock) {
        this.days = days;
        this.clinicians = clinicians;
        this.moving = moving;
        this.worklist = worklist;
        this.clock = clock;
    }

    /** Safe to repeat: what agrees again is not met again. */
    public Report repair(Actor by) {
        var drifted = new ArrayList<Appointment>();
        days.forEach(day -> {
            day.appointments().stream().filter(a -> a.state() instanceof AppointmentState.Booked && a.drifted()).forEach(drifted::add);
            day.blocks().stream().filter(Block::open).forEach(block -> agenda(day, block));
        });
        var kept = new ArrayList<String>();
        var left = new ArrayList<Appointment>();
        // In either order some stand in the way of each other: what failed is tried once more when the others have gone.
        drifted.stream().sorted(Comparator.comparing(a -> a.times().start())).forEach(a -> again(a, by, kept, left));
        var still = new ArrayList<Appointment>();
        left.reversed().forEach(a -> again(a, by, kept, still));
        still.forEach(a -> worklist.put(WhatBreaks.firstInLine(a, "clocks-changed", clock.instant())));
        return new Report(kept, still.stream().map(Appointment::id).toList());
    }

    /** The clinician is where the block is, on the wall; the line in their agenda was an instant. */
    private void agenda(ClinicDay day, Block block) {
        int year = day.id().date().getYear();
        var local = day.localDay();
        var wanted = new ClinicianAgendas.Line(day.id(), block.id(), local.bound(block.hours().from()), local.bound(block.hours().to()));
        boolean drifted = local.ends().isAfter(clock.instant()) && clinicians.of(block.clinician(), year).stream()
                .anyMatch(line -> line.day().equals(day.id()) && line.block().equals(block.id()) && !line.equals(wanted));
        if (drifted) {
            clinicians.leave(block.clinician(), year, day.id(), block.id());
            clinicians.enter(block.clinician(), year, List.of(wanted));
        }
    }

    private void again(Appointment a, Actor by, List<String> kept, List<Appointment> left) {
        switch (moving.retime(a.id(), a.revision(), by)) {
            case Result.Done _ -> kept.add(a.id());
            case Result.Refused(No _) -> left.add(a);
        }
    }
}
