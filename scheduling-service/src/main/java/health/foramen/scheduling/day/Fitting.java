package health.foramen.scheduling.day;

import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether and how a visit fits into a block at a wall time. The search for openings asks it for every quarter of an hour,
 * a booking asks it once more: an opening that was forged, or has gone stale, meets the same rules.
 */
public final class Fitting {

    /** Starts are offered on this grid, counted from the beginning of the local day. */
    public static final int GRID_MINUTES = 15;

    public sealed interface Fit {
        record Fits(Placement placement) implements Fit {
        }

        record Lacks(Constraint constraint) implements Fit {
        }
    }

    private Fitting() {
    }

    /** What rules a whole block out, in the order in which it is asked. */
    private static final List<Constraint> RULES = List.of(Constraint.SETTING, Constraint.SITE, Constraint.CLINICIAN, Constraint.PROCEDURE, Constraint.GUIDANCE,
            Constraint.CONTRAST, Constraint.SEDATION, Constraint.MONITORED_ROOM, Constraint.MONITORED_BAY, Constraint.BLOCK_CLOSED);

    /** What keeps every time of this block from the plan, whatever is taken; nothing if some time may fit. */
    public static Optional<Constraint> never(Site site, Block block, Plan plan) {
        for (Constraint rule : RULES) {
            if (rulesOut(rule, site, block, plan)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** Everything that keeps every time of this block from the plan: as {@link #never}, but all of it. */
    public static Set<Constraint> against(Site site, Block block, Plan plan) {
        var all = EnumSet.noneOf(Constraint.class);
        RULES.stream().filter(rule -> rulesOut(rule, site, block, plan)).forEach(all::add);
        if (plan.sedation().sedated() && all.contains(Constraint.SEDATION)) {
            // Who is sedated is watched: where nobody can be sedated, that nobody is watched there says nothing more.
            all.remove(Constraint.MONITORED_ROOM);
            all.remove(Constraint.MONITORED_BAY);
        }
        return all;
    }

    private static boolean rulesOut(Constraint rule, Site site, Block block, Plan plan) {
        return switch (rule) {
            case SETTING -> !plan.allows(site.setting());
            case SITE -> !plan.allowsSite(site.id());
            case CLINICIAN -> !plan.allowsClinician(block.clinician());
            case PROCEDURE -> site.clinician(block.clinician()).filter(c -> c.procedures().contains(plan.procedure())).isEmpty();
            case GUIDANCE -> !plan.guidance().contains(Guidance.NONE) && guided(site, block, plan).isEmpty();
            case CONTRAST -> !plan.guidance().contains(Guidance.NONE) && guided(site, block, plan).isPresent() && deviceFor(site, block, plan).isEmpty();
            case SEDATION -> site.room(block.room()).filter(r -> plan.sedation().atMost(r.sedation())).isEmpty();
            case MONITORED_ROOM -> plan.monitoring() && site.room(block.room()).filter(Site.Room::monitored).isEmpty();
            case MONITORED_BAY -> plan.monitoring() && site.bays().stream().noneMatch(Site.Bay::monitored);
            case BLOCK_CLOSED -> !block.open();
            case TOO_EARLY, TOO_LATE, AGE, PAST, NO_SUCH_TIME, PAST_MIDNIGHT, OPENING_HOURS, CLINICIAN_BUSY, CLINICIAN_AWAY, OUT_OF_SERVICE, ROOM_BUSY, DEVICE_BUSY,
                 NURSE_BUSY, BAY_BEFORE, BAY_AFTER -> false;
        };
    }

    /** Whether the clinician of the block sees no patients of the age that the patient has on that date. */
    public static boolean ofAnotherAge(Site site, Block block, Plan plan, LocalDate on) {
        return plan.age(on).filter(age -> site.clinician(block.clinician()).flatMap(Site.SiteClinician::ages).filter(a -> !a.covers(age)).isPresent()).isPresent();
    }

    /** The wall times of a block on the grid. */
    public static List<LocalTime> starts(Block block) {
        var starts = new ArrayList<LocalTime>();
        int from = block.hours().from().toSecondOfDay() / 60;
        int to = block.hours().to().toSecondOfDay() / 60;
        for (int minute = (from + GRID_MINUTES - 1) / GRID_MINUTES * GRID_MINUTES; minute < to; minute += GRID_MINUTES) {
            starts.add(LocalTime.ofSecondOfDay(minute * 60L));
        }
        return starts;
    }

    /**
     * Fits the plan at {@code time} into a block that {@link #never} has nothing against.
     *
     * @param self the appointment that moves, whose own claims do not stand in its way; empty for a new one
     * @param now  business time: nothing begins before it, and holds that lapsed by then do not count
     */
    public static Fit at(Site site, ClinicDay day, Occupancy taken, Block block, LocalTime time, Plan plan, String self, Instant now) {
        return at(site, day, taken, block, time, plan, self, now, false);
    }

    /**
     * As {@link #at}, but the clinician's time may be taken once more: then the visit claims a second place beside the clinician, and, if the block's
     * room or device is taken by the first, another room of the site that is equipped for it. Rooms, devices, nurses and bays are never shared.
     */
    public static Fit overbooked(Site site, ClinicDay day, Occupancy taken, Block block, LocalTime time, Plan plan, String self, Instant now) {
        return at(site, day, taken, block, time, plan, self, now, true);
    }

    private static Fit at(Site site, ClinicDay day, Occupancy taken, Block block, LocalTime time, Plan plan, String self, Instant now, boolean overbook) {
        return at(Frame.of(site, day, taken), block, time, plan, self, now, overbook);
    }

    /**
     * What is the same for every time of a day: whoever asks for many times works it out once.
     *
     * @param doors when they open and close; nothing on a day on which they do not open
     * @param shut  hours at which they are shut in between
     * @param taken what is out of service counts as taken
     */
    public record Frame(Site site, ClinicDay day, LocalDay local, Optional<LocalDay.Span> doors, List<LocalDay.Span> shut, Occupancy taken) {

        public static Frame of(Site site, ClinicDay day, Occupancy taken) {
            LocalDay local = day.localDay();
            LocalDate date = day.id().date();
            Occupancy usable = taken;
            for (Site.Outage outage : site.out(date)) {
                LocalDay.Span span = local.during(outage.stretch()).orElseThrow();
                usable = usable.without(List.of(outage.unit()), span.from(), span.to());
            }
            return new Frame(site, day, local, site.open(date).map(hours -> new LocalDay.Span(local.bound(hours.from()), local.bound(hours.to()))),
                    site.shut(date).stream().flatMap(c -> local.during(c.stretch()).stream()).toList(), usable);
        }
    }

    /** As {@link #at(Site, ClinicDay, Occupancy, Block, LocalTime, Plan, String, Instant) at} and {@link #overbooked} within a day that was framed before. */
    public static Fit at(Frame frame, Block block, LocalTime time, Plan plan, String self, Instant now, boolean overbook) {
        LocalDay local = frame.local();
        if (ofAnotherAge(frame.site(), block, plan, local.date())) {
            return lacks(Constraint.AGE);
        }
        Optional<Instant> begins = local.at(time);
        if (begins.isEmpty() || time.toSecondOfDay() % (GRID_MINUTES * 60) != 0) {
            return lacks(Constraint.NO_SUCH_TIME);
        }
        if (frame.doors().isEmpty()) {
            return lacks(Constraint.OPENING_HOURS);
        }
        Instant doorsOpen = frame.doors().get().from();
        for (LocalDay.Span span : frame.shut()) {
            // Whoever comes after the doors were shut for some hours is asked to come when they are open again.
            doorsOpen = span.to().isAfter(doorsOpen) && !span.to().isAfter(begins.get().minus(plan.spans().prepare())) ? span.to() : doorsOpen;
        }
        Times times = Times.of(local.date().atTime(time), begins.get(), plan.spans(), doorsOpen);
        if (times.start().isBefore(local.bound(block.hours().from())) || times.procedureEnd().isAfter(local.bound(block.hours().to()))) {
            return lacks(Constraint.NO_SUCH_TIME);
        }
        if (times.prepare().isBefore(now)) {
            return lacks(Constraint.PAST);
        }
        if (times.end().isAfter(local.ends())) {
            return lacks(Constraint.PAST_MIDNIGHT);
        }
        if (times.prepare().isBefore(doorsOpen) || times.end().isAfter(frame.doors().get().to())
                || times.arriveAt().isBefore(local.begins()) || frame.shut().stream().anyMatch(span -> span.overlaps(times.prepare(), times.end()))) {
            return lacks(Constraint.OPENING_HOURS);
        }
        if (block.isAway(local, times.start(), times.procedureEnd())) {
            return lacks(Constraint.CLINICIAN_AWAY);
        }
        return claim(frame.site(), frame.day(), frame.taken(), block, plan, times, self, now, overbook);
    }

    private static Fit claim(Site site, ClinicDay day, Occupancy taken, Block block, Plan plan, Times times, String self, Instant now, boolean overbook) {
        Instant start = times.start();
        Instant end = times.procedureEnd();
        String clinician = block.clinician();
        if (!taken.free(clinician, start, end, self, now)) {
            clinician = Site.beside(block.clinician());
            if (!overbook || !taken.free(clinician, start, end, self, now)) {
                return lacks(Constraint.CLINICIAN_BUSY);
            }
        }
        Optional<String> device = deviceFor(site, block, plan);
        String room = block.room();
        boolean roomFree = taken.free(room, start, end, self, now);
        boolean deviceFree = device.filter(d -> !taken.free(d, start, end, self, now)).isEmpty();
        if (!(roomFree && deviceFree)) {
            Optional<Elsewhere> other = overbook ? elsewhere(site, day, taken, plan, times, self, now) : Optional.empty();
            if (other.isEmpty()) {
                if (taken.outOfService(room, start, end) || device.filter(d -> taken.outOfService(d, start, end)).isPresent()) {
                    return lacks(Constraint.OUT_OF_SERVICE);
                }
                return lacks(roomFree ? Constraint.DEVICE_BUSY : Constraint.ROOM_BUSY);
            }
            room = other.get().room();
            device = other.get().device();
        }
        var claims = new ArrayList<Claim>(6);
        claims.add(new Claim(clinician, start, end));
        claims.add(new Claim(room, start, end));
        device.map(d -> new Claim(d, start, end)).ifPresent(claims::add);
        if (plan.sedation().sedated()) {
            Optional<String> nurse = nurses(site, block).stream().filter(n -> taken.free(n, start, end, self, now)).findFirst();
            if (nurse.isEmpty()) {
                return lacks(Constraint.NURSE_BUSY);
            }
            claims.add(new Claim(nurse.get(), start, end));
        }
        if (times.prepare().isBefore(start)) {
            Optional<String> bay = bay(site, taken, false, times.prepare(), start, self, now);
            if (bay.isEmpty()) {
                return lacks(Constraint.BAY_BEFORE);
            }
            claims.add(new Claim(bay.get(), times.prepare(), start));
        }
        if (end.isBefore(times.end())) {
            Optional<String> bay = bay(site, taken, plan.monitoring(), end, times.end(), self, now);
            if (bay.isEmpty()) {
                return lacks(Constraint.BAY_AFTER);
            }
            claims.add(new Claim(bay.get(), end, times.end()));
        }
        var place = new Place(day.id(), site.setting(), day.zone(), block.id(), block.clinician(), room, device);
        return new Fit.Fits(new Placement(place, block.revision(), times, claims));
    }

    private record Elsewhere(String room, Optional<String> device) {
    }

    /** A room that is free, equipped, and in no other clinician's block then, with a device that is. */
    private static Optional<Elsewhere> elsewhere(Site site, ClinicDay day, Occupancy taken, Plan plan, Times times, String self, Instant now) {
        Instant start = times.start();
        Instant end = times.procedureEnd();
        for (Site.Room room : site.rooms()) {
            boolean published = day.blocks().stream().anyMatch(b -> b.open() && b.room().equals(room.id())
                    && day.localDay().bound(b.hours().from()).isBefore(end) && start.isBefore(day.localDay().bound(b.hours().to())));
            if (published || !plan.sedation().atMost(room.sedation()) || plan.monitoring() && !room.monitored() || !taken.free(room.id(), start, end, self, now)) {
                continue;
            }
            Optional<String> device = room.holds().stream().filter(d -> site.device(d).filter(one -> plan.guidance().contains(one.modality())).isPresent())
                    .filter(d -> shows(site, d, plan)).filter(d -> taken.free(d, start, end, self, now)).findFirst();
            if (device.isPresent() || plan.guidance().contains(Guidance.NONE)) {
                return Optional.of(new Elsewhere(room.id(), device));
            }
        }
        return Optional.empty();
    }

    /** The nurses that stand by a block; without any named, those of the site. */
    private static List<String> nurses(Site site, Block block) {
        return block.nurses().isEmpty() ? site.nurses().stream().map(Site.Nurse::id).toList() : block.nurses();
    }

    /** A free bay; who needs no monitor takes a plain one first, so that the monitored stay free for those who do. */
    private static Optional<String> bay(Site site, Occupancy taken, boolean monitored, Instant from, Instant to, String self, Instant now) {
        Optional<String> spare = Optional.empty();
        for (Site.Bay bay : site.bays()) {
            if (monitored && !bay.monitored() || !taken.free(bay.id(), from, to, self, now)) {
                continue;
            }
            if (monitored == bay.monitored()) {
                return Optional.of(bay.id());
            }
            spare = spare.isPresent() ? spare : Optional.of(bay.id());
        }
        return spare;
    }

    /** The block's device when the plan allows its kind of picture; a plan that needs none claims it only if it may use it. */
    private static Optional<String> deviceFor(Site site, Block block, Plan plan) {
        return guided(site, block, plan).filter(d -> shows(site, d, plan));
    }

    private static Optional<String> guided(Site site, Block block, Plan plan) {
        return block.device().filter(d -> site.device(d).filter(device -> plan.guidance().contains(device.modality())).isPresent());
    }

    /** Contrast is opaque to X-rays: fluoroscopy and CT show where it flows, ultrasound does not. */
    private static boolean shows(Site site, String device, Plan plan) {
        return !plan.contrast() || site.device(device).filter(d -> d.modality() == Guidance.ULTRASOUND).isEmpty();
    }

    private static Fit lacks(Constraint constraint) {
        return new Fit.Lacks(constraint);
    }
}
