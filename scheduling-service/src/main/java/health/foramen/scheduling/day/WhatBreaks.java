package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Dependents;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which appointments to come would not survive a change of their site, and why not. */
public final class WhatBreaks implements Dependents {

    /** As far ahead as anything can be published. */
    private static final int HORIZON_DAYS = 400;

    private final ClinicDays days;
    private final Worklist worklist;
    private final Clock clock;

    public WhatBreaks(ClinicDays days, Worklist worklist, Clock clock) {
        this.days = days;
        this.worklist = worklist;
        this.clock = clock;
    }

    @Override
    public List<Broken> brokenBy(Site now, Site next) {
        var broken = new ArrayList<Broken>();
        for (ClinicDay day : toCome(next)) {
            day.appointments().stream().filter(this::toCome).sorted(Comparator.comparing(a -> a.times().start())).forEach(a -> against(next, day, a)
                    // What does not fit the site as it is was seen when that was changed.
                    .filter(_ -> against(now, day, a).isEmpty())
                    .ifPresent(why -> broken.add(new Broken(a.id(), a.times().localStart().toString(), why))));
        }
        return broken;
    }

    @Override
    public void displaced(Site changed, List<Broken> broken) {
        if (broken.isEmpty()) {
            return;
        }
        List<Appointment> standing = toCome(changed).stream().flatMap(day -> day.appointments().stream()).toList();
        broken.forEach(b -> standing.stream().filter(a -> a.id().equals(b.appointment())).findFirst()
                .ifPresent(a -> worklist.put(firstInLine(a, "site-changed", clock.instant()))));
    }

    /** The item of an appointment whose time the clinic took back. */
    public static Item firstInLine(Appointment a, String what, Instant now) {
        return new Item(Item.aboutClinic(a.id()), Why.MOVED_BY_CLINIC, Optional.of(a.patient()), Optional.of(a.permit()), Optional.of(a.id()),
                Optional.of(what), "urgent", now, Optional.of(a.place().day().date()), Optional.empty(), Optional.empty());
    }

    /** Why an appointment cannot be at that site on its day; nothing if it can. */
    public static Optional<String> against(Site site, ClinicDay day, Appointment a) {
        LocalDate date = day.id().date();
        Optional<String> closure = site.closure(date);
        if (closure.isPresent()) {
            return Optional.of("The site is closed that day: " + closure.get() + ".");
        }
        Optional<Hours> doors = site.open(date);
        LocalDay local = day.localDay();
        if (doors.isEmpty() || a.times().prepare().isBefore(local.bound(doors.get().from())) || a.times().end().isAfter(local.bound(doors.get().to()))) {
            return Optional.of("Outside the opening hours.");
        }
        Optional<Site.Closure> shut = site.shut(date).stream().filter(c -> local.during(c.stretch()).filter(span -> span.overlaps(a.times().prepare(), a.times().end())).isPresent())
                .findFirst();
        if (shut.isPresent()) {
            return shut.map(c -> "The site is closed that day" + c.stretch().words() + ": " + c.because() + ".");
        }
        List<Site.Outage> out = site.out(date);
        for (Claim claim : a.claims()) {
            Optional<Site.Outage> broken = out.stream().filter(o -> o.unit().equals(claim.unit())
                    && local.during(o.stretch()).filter(span -> span.overlaps(claim.from(), claim.to())).isPresent()).findFirst();
            if (broken.isPresent()) {
                return broken.map(o -> site.nameOf(claim.unit()) + " is out of service" + o.stretch().words() + ".");
            }
            // A second place beside a clinician stands and falls with the clinician.
            if (!Site.isBeside(claim.unit()) && !site.has(claim.unit()) && site.clinician(claim.unit()).isEmpty()) {
                return Optional.of(claim.unit() + " is not at the site any more.");
            }
        }
        if (site.clinician(a.place().clinician()).filter(c -> c.procedures().contains(a.work().procedure())).isEmpty()) {
            return Optional.of(site.nameOf(a.place().clinician()) + " does not do this procedure there any more.");
        }
        if (site.room(a.place().room()).filter(r -> a.work().sedation().atMost(r.sedation())).isEmpty()) {
            return Optional.of(site.nameOf(a.place().room()) + " is not equipped for this sedation any more.");
        }
        if (a.place().device().filter(d -> site.room(a.place().room()).filter(r -> r.holds().contains(d)).isEmpty()).isPresent()) {
            return Optional.of(site.nameOf(a.place().room()) + " does not hold " + a.place().device().map(site::nameOf).orElse("") + " any more.");
        }
        return unmonitored(site, a);
    }

    private static Optional<String> unmonitored(Site site, Appointment a) {
        return a.work().sedation() == Sedation.NONE ? Optional.empty() : a.claims().stream().filter(c -> !c.from().isBefore(a.times().procedureEnd()))
                .flatMap(c -> site.bays().stream().filter(b -> b.id().equals(c.unit()) && !b.monitored())).findFirst()
                .map(bay -> bay.name() + " is not monitored any more.");
    }

    private List<ClinicDay> toCome(Site site) {
        LocalDate today = clock.instant().atZone(site.zone()).toLocalDate();
        return days.findAll(today.datesUntil(today.plusDays(HORIZON_DAYS)).map(date -> new DayId(site.id(), date)).toList()).stream()
                .sorted(Comparator.comparing(ClinicDay::id)).toList();
    }

    /** Booked or held, and not begun: whoever is in the house is looked after anyway. */
    private boolean toCome(Appointment a) {
        return switch (a.state()) {
            case AppointmentState.Booked _ -> a.moving().isEmpty();
            case AppointmentState.Held _ -> !a.expired(clock.instant());
            case AppointmentState.Arrived _, AppointmentState.Preparing _, AppointmentState.InProcedure _, AppointmentState.Recovering _,
                 AppointmentState.Completed _,
                 AppointmentState.Cancelled _, AppointmentState.NoShow _ -> false;
        };
    }
}
