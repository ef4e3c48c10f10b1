package health.foramen.scheduling.board;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A day laid out in steps of a quarter of an hour from the opening of the doors: a lane for each room, one for each bay. Steps are
 * elapsed time, so that a day on which the clocks change is as long as it really is.
 */
public record DayBoard(Instant begins, int steps, List<Hour> hours, List<Lane> rooms, List<Lane> bays, Optional<Integer> now) {

    private static final Duration STEP = Duration.ofMinutes(15);
    /** The stylesheet draws so many: fourteen hours. */
    private static final int MOST_STEPS = 56;
    /** And a slot of so many; a longer gap is drawn in pieces. */
    private static final int MOST_SPAN = 16;

    /** @param step the step at which that wall time stands, the first is 1 */
    public record Hour(int step, LocalTime time) {
    }

    public record Lane(String unit, List<Block> blocks, List<Slot> slots, List<Gap> gaps) {
    }

    /**
     * Published time in which nobody is.
     *
     * @param away whether its clinician is not there then, so that nobody can be
     */
    public record Gap(int step, int span, Duration length, boolean away) {
    }

    /** A visit, or a part of it, in a lane. */
    public record Slot(Appointment appointment, int step, int span) {
    }

    public static DayBoard of(Site site, ClinicDay day, Instant now) {
        LocalDay local = day.localDay();
        Hours doors = site.open(day.id().date()).orElse(new Hours(LocalTime.of(8, 0), LocalTime.of(17, 0)));
        List<Appointment> shown = day.appointments().stream().filter(a -> !a.state().gaveUp() && !a.expired(now))
                .sorted(Comparator.comparing(a -> a.times().start())).toList();
        Instant begins = shown.stream().map(a -> a.times().prepare()).reduce(local.bound(doors.from()), (one, other) -> one.isBefore(other) ? one : other);
        Instant ends = shown.stream().map(a -> a.times().end()).reduce(local.bound(doors.to()), (one, other) -> one.isAfter(other) ? one : other);
        // From a full hour on the wall, so that the hours stand where the board draws its lines.
        begins = begins.atZone(day.zone()).truncatedTo(ChronoUnit.HOURS).toInstant();
        int steps = (int) Math.min(MOST_STEPS, Math.ceilDiv(Duration.between(begins, ends).toSeconds(), STEP.toSeconds()));
        Instant first = begins;
        var rooms = site.rooms().stream().map(room -> new Lane(room.id(),
                day.blocks().stream().filter(b -> b.open() && b.room().equals(room.id())).sorted(Comparator.comparing(b -> b.hours().from())).toList(),
                shown.stream().filter(a -> a.place().room().equals(room.id()))
                        .map(a -> slot(a, first, a.times().start(), a.times().procedureEnd())).toList(),
                gaps(room.id(), day, shown, first))).toList();
        var bays = site.bays().stream().map(bay -> new Lane(bay.id(), List.of(), shown.stream()
                .flatMap(a -> a.claims().stream().filter(c -> c.unit().equals(bay.id())).map(c -> slot(a, first, c.from(), c.to()))).toList(), List.of())).toList();
        int at = step(first, now);
        return new DayBoard(begins, steps, hours(first, steps, day), rooms, bays, at >= 1 && at <= steps ? Optional.of(at) : Optional.empty());
    }

    private static Slot slot(Appointment a, Instant first, Instant from, Instant to) {
        int step = step(first, from);
        int span = (int) Math.max(1, Math.ceilDiv(Duration.between(from, to).toSeconds(), STEP.toSeconds()));
        return new Slot(a, step, Math.min(span, Math.max(1, MOST_STEPS - step + 1)));
    }

    /** What is left of a room's open blocks between its visits, from a quarter of an hour on; a long one is drawn in pieces. */
    private static List<Gap> gaps(String room, ClinicDay day, List<Appointment> shown, Instant first) {
        var gaps = new ArrayList<Gap>();
        for (Block block : day.blocks()) {
            if (!block.open() || !block.room().equals(room)) {
                continue;
            }
            Instant free = day.localDay().bound(block.hours().from());
            for (Appointment a : shown) {
                if (a.place().room().equals(room) && a.place().block().equals(block.id())) {
                    between(gaps, first, block, day.localDay(), free, a.times().start());
                    free = a.times().procedureEnd();
                }
            }
            between(gaps, first, block, day.localDay(), free, day.localDay().bound(block.hours().to()));
        }
        return gaps;
    }

    /** A gap, cut where the clinician of the block is away. */
    private static void between(List<Gap> gaps, Instant first, Block block, LocalDay local, Instant from, Instant to) {
        Instant at = from;
        for (Hours hours : block.away().stream().sorted(Comparator.comparing(Hours::from)).toList()) {
            Instant begins = latest(at, local.bound(hours.from()));
            Instant ends = local.bound(hours.to()).isBefore(to) ? local.bound(hours.to()) : to;
            if (begins.isBefore(ends)) {
                gap(gaps, first, at, begins, false);
                gap(gaps, first, begins, ends, true);
                at = ends;
            }
        }
        gap(gaps, first, at, to, false);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void gap(List<Gap> gaps, Instant first, Instant from, Instant to, boolean away) {
        Duration length = Duration.between(from, to);
        int step = step(first, from);
        int span = (int) Math.min(MOST_SPAN, Math.min(length.dividedBy(STEP), MOST_STEPS - step + 1L));
        if (span > 0) {
            gaps.add(new Gap(step, span, length, away));
            if (length.compareTo(STEP.multipliedBy(span)) > 0) {
                gap(gaps, first, from.plus(STEP.multipliedBy(span)), to, away);
            }
        }
    }

    private static int step(Instant first, Instant at) {
        return (int) Math.floorDiv(Duration.between(first, at).toSeconds(), STEP.toSeconds()) + 1;
    }

    /** The full hours on the wall; a zone with odd quarters has them at odd steps. */
    private static List<Hour> hours(Instant first, int steps, ClinicDay day) {
        var hours = new ArrayList<Hour>();
        for (int step = 1; step <= steps; step++) {
            LocalTime time = first.plus(STEP.multipliedBy(step - 1L)).atZone(day.zone()).toLocalTime();
            if (time.getMinute() == 0) {
                hours.add(new Hour(step, time));
            }
        }
        return hours;
    }

    /** Where a visit recovers, and until when. */
    public static Optional<Claim> recovery(Appointment a) {
        return a.claims().stream().filter(c -> !c.from().isBefore(a.times().procedureEnd())).findFirst();
    }

    public static long count(ClinicDay day, Class<? extends AppointmentState> state) {
        return day.appointments().stream().filter(a -> state.isInstance(a.state())).count();
    }
}
