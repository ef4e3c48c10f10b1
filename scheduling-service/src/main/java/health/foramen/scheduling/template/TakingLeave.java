package health.foramen.scheduling.template;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.day.WhatBreaks;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Stretch;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A clinician is away for some days, or some hours of a day. Nothing is published on them any more, at any site, and what was published before loses those
 * hours: the day document says so, so that a booking in the same moment is in the day before, and listed, or refused. Who is booked in them stands first on the
 * worklist until somebody has found another place; the blocks themselves stay, to be handed over or closed.
 */
public final class TakingLeave {

    private static final int LONGEST_DAYS = 366;
    private static final String WHAT = "clinician-away";

    /**
     * An open block on a day of the leave.
     *
     * @param hours  what of it lies in the leave
     * @param broken the patients who are booked then, or in the house
     */
    public record Affected(DayId day, Block block, Hours hours, List<Appointment> broken) {

        public Affected {
            broken = List.copyOf(broken);
        }

        public boolean whole() {
            return hours.equals(block.hours());
        }
    }

    public sealed interface Outcome {
        record Taken(Leaves.Leave leave, List<Affected> affected) implements Outcome {
        }

        record Refused(List<Fault> faults) implements Outcome {
        }

        /** Another leave was taken under this id. */
        record KeyReused() implements Outcome {
        }
    }

    private final Leaves leaves;
    private final ClinicianAgendas agendas;
    private final ClinicDays days;
    private final PublishingBlocks publishing;
    private final Worklist worklist;
    private final Sites sites;
    private final Clock clock;

    public TakingLeave(Leaves leaves, ClinicianAgendas agendas, ClinicDays days, PublishingBlocks publishing, Worklist worklist, Sites sites, Clock clock) {
        this.leaves = leaves;
        this.agendas = agendas;
        this.days = days;
        this.publishing = publishing;
        this.worklist = worklist;
        this.sites = sites;
        this.clock = clock;
    }

    public Outcome take(String clinician, String id, Stretch when, String because) {
        LocalDate from = when.from();
        LocalDate to = when.to();
        if (sites.all().stream().noneMatch(k -> k.site().clinician(clinician).isPresent())) {
            return refused("/clinician", "No clinician is called " + clinician + ".");
        }
        Optional<String> fault = when.fault();
        if (fault.isPresent()) {
            return refused(to.isBefore(from) ? "/to" : "/toTime", fault.get());
        }
        if (from.plusDays(LONGEST_DAYS).isBefore(to)) {
            return refused("/to", "At most " + LONGEST_DAYS + " days; take a clinician out of the sites who stays away.");
        }
        // A day earlier than anywhere on earth is today.
        if (to.isBefore(clock.instant().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1))) {
            return refused("/to", "Those days are past.");
        }
        var leave = new Leaves.Leave(id, from, to, because, when.fromTime(), when.toTime());
        if (!leaves.add(clinician, leave)) {
            return refused("/clinician", "At most " + Leaves.MOST + " leaves; take those out that are past.");
        }
        if (!leaves.of(clinician).contains(leave)) {
            return new Outcome.KeyReused();
        }
        keep(clinician, leave);
        return new Outcome.Taken(leave, affected(clinician, leave));
    }

    /** Those that a crash left half done. How many there were. */
    public int sweep() {
        return leaves.unkept().entrySet().stream().mapToInt(theirs -> {
            theirs.getValue().forEach(leave -> keep(theirs.getKey(), leave));
            return theirs.getValue().size();
        }).sum();
    }

    /** From here on nobody can be booked into it: first the hours, then, with them taken, who is there already. Done twice it is done once. */
    private void keep(String clinician, Leaves.Leave leave) {
        affected(clinician, leave).forEach(a -> publishing.takeOut(a.day(), a.block().id(), a.hours()));
        affected(clinician, leave).stream().flatMap(a -> a.broken().stream()).filter(a -> a.state() instanceof AppointmentState.Booked)
                .forEach(a -> worklist.put(WhatBreaks.firstInLine(a, WHAT, clock.instant())));
        leaves.kept(clinician, leave.id());
    }

    /** The clinician works after all: hours that no other leave takes are open again. {@code false}: there is no such leave. */
    public boolean takeBack(String clinician, String id, Actor by) {
        Optional<Leaves.Leave> found = leaves.of(clinician).stream().filter(leave -> leave.id().equals(id)).findFirst();
        if (found.isEmpty() || !leaves.remove(clinician, id)) {
            return false;
        }
        List<Leaves.Leave> others = leaves.of(clinician);
        for (Affected a : affected(clinician, found.get())) {
            boolean still = others.stream().anyMatch(other -> other.stretch().on(a.day().date()).flatMap(a.block().hours()::common).filter(a.hours()::equals).isPresent());
            if (!still) {
                publishing.giveBack(a.day(), a.block().id(), a.hours());
                relieved(a, by);
            }
        }
        return true;
    }

    /** Whoever can stay after all need not be moved. */
    private void relieved(Affected affected, Actor by) {
        days.find(affected.day()).ifPresent(day -> worklist.close(affected.broken().stream().flatMap(a -> day.appointment(a.id()).stream())
                .filter(a -> day.against(a).isEmpty()).map(a -> Item.aboutClinic(a.id()))
                .filter(item -> worklist.find(item).flatMap(Item::what).filter(WHAT::equals).isPresent()).toList(), new Worklist.Closing(by.id(), by.name(), "clinician-back", clock.instant())));
    }

    public List<Affected> affected(String clinician, Leaves.Leave leave) {
        Stretch when = leave.stretch();
        List<ClinicianAgendas.Line> lines = IntStream.rangeClosed(leave.from().getYear(), leave.to().getYear()).boxed()
                .flatMap(year -> agendas.of(clinician, year).stream()).filter(line -> when.covers(line.day().date())).toList();
        return days.findAll(lines.stream().map(ClinicianAgendas.Line::day).distinct().toList()).stream().sorted(Comparator.comparing(ClinicDay::id))
                .flatMap(day -> day.blocks().stream().filter(b -> b.open() && b.clinician().equals(clinician))
                        .flatMap(b -> when.on(day.id().date()).flatMap(b.hours()::common)
                                .map(hours -> new Affected(day.id(), b, hours, broken(day, b, when).toList())).stream())).toList();
    }

    private Stream<Appointment> broken(ClinicDay day, Block block, Stretch when) {
        LocalDay.Span span = day.localDay().during(when).orElseThrow();
        return day.appointments().stream().filter(a -> a.live() && !a.expired(clock.instant()) && a.place().block().equals(block.id())
                && span.overlaps(a.times().start(), a.times().procedureEnd())).sorted(Comparator.comparing(a -> a.times().start()));
    }

    private static Outcome refused(String pointer, String why) {
        return new Outcome.Refused(List.of(new Fault(pointer, why)));
    }
}
