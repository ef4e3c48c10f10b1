package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The day into which a visit would land: a lane for each unit that it would take, with what others have there and the gap that it would fill. In steps of
 * a quarter of an hour of elapsed time from a full hour on the wall.
 */
public record Landing(List<Hour> hours, List<Lane> lanes) {

    private static final Duration STEP = Duration.ofMinutes(15);
    /** The stylesheet draws so many: fourteen hours, and a slot of four. */
    private static final int MOST_STEPS = 56;
    private static final int MOST_SPAN = 16;

    public enum What {
        TAKEN, HELD, HERE
    }

    public record Hour(int step, LocalTime time) {
    }

    public record Slot(What what, int step, int span, Instant from, Instant to) {
    }

    public record Lane(String unit, List<Slot> slots) {
    }

    /** @param here where the visit would be */
    public static Landing of(Site site, ClinicDay day, Placement here, Instant now) {
        LocalDay local = day.localDay();
        Instant opens = site.open(day.id().date()).map(Hours::from).map(local::bound).orElse(here.times().prepare());
        Instant blocks = day.blocks().stream().filter(Block::open).map(b -> local.bound(b.hours().from())).min(Comparator.naturalOrder()).orElse(opens);
        // From a full hour, so that the hours stand where the lines are drawn; the empty morning is left out.
        Instant first = earliest(here.times().prepare(), blocks).atZone(day.zone()).truncatedTo(ChronoUnit.HOURS).toInstant();
        Instant last = day.blocks().stream().filter(Block::open).map(b -> local.bound(b.hours().to())).max(Comparator.naturalOrder()).orElse(here.times().end());
        Instant ends = last.isAfter(here.times().end()) ? last : here.times().end();
        int steps = (int) Math.min(MOST_STEPS, Math.ceilDiv(Duration.between(first, ends).toSeconds(), STEP.toSeconds()));
        List<Appointment> others = day.appointments().stream().filter(a -> !a.state().gaveUp() && !a.expired(now)).toList();
        List<Lane> lanes = here.claims().stream().map(Claim::unit).distinct().map(unit -> new Lane(unit, slots(unit, others, here, first, steps))).toList();
        var hours = new ArrayList<Hour>();
        for (int step = 1; step <= steps; step++) {
            LocalTime time = first.plus(STEP.multipliedBy(step - 1L)).atZone(day.zone()).toLocalTime();
            if (time.getMinute() == 0) {
                hours.add(new Hour(step, time));
            }
        }
        return new Landing(hours, lanes);
    }

    private static List<Slot> slots(String unit, List<Appointment> others, Placement here, Instant first, int steps) {
        var slots = new ArrayList<Slot>();
        for (Appointment other : others) {
            What what = other.state() instanceof AppointmentState.Held ? What.HELD : What.TAKEN;
            other.claims().stream().filter(c -> c.unit().equals(unit)).forEach(c -> draw(slots, what, c, first, steps));
        }
        here.claims().stream().filter(c -> c.unit().equals(unit)).forEach(c -> draw(slots, What.HERE, c, first, steps));
        slots.sort(Comparator.comparingInt(Slot::step));
        return slots;
    }

    private static void draw(List<Slot> slots, What what, Claim claim, Instant first, int steps) {
        int step = (int) Math.floorDiv(Duration.between(first, claim.from()).toSeconds(), STEP.toSeconds()) + 1;
        int end = (int) Math.ceilDiv(Duration.between(first, claim.to()).toSeconds(), STEP.toSeconds());
        if (end < 1 || step > steps) {
            return;
        }
        int begin = Math.max(1, step);
        slots.add(new Slot(what, begin, Math.clamp(end - begin + 1L, 1, MOST_SPAN), claim.from(), claim.to()));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
