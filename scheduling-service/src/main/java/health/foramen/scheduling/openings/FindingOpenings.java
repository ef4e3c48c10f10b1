package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.day.Occupancy;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The next openings for a permit, across all sites its plan allows: everything the plan asks, in the order a desk would
 * take them (when, then how well the setting fits, then a clinician the patient knows, then how little the day is torn).
 * When there are none it says why: how many times each constraint removed, and which single change would help soonest.
 */
public final class FindingOpenings {

    /**
     * Why a constraint stood in the way.
     *
     * @param removed how many starts it stood in the way of, alone or with others
     * @param near    the soonest start that only this constraint removed
     */
    public record WhyNot(Constraint constraint, int removed, Optional<Near> near) {

        public Optional<LocalDateTime> nearest() {
            return near.map(Near::at);
        }
    }

    /** Where and with whom it would be. */
    public record Near(LocalDateTime at, Site site, String clinician) {

        private static Near sooner(Near one, Near other) {
            return one.at().isBefore(other.at()) ? one : other;
        }
    }

    public record Found(List<Opening> openings, Optional<String> next, List<WhyNot> whyNot) {
    }

    private static final Comparator<Opening> ORDER = Comparator
            .comparing((Opening o) -> o.placement().times().start())
            .thenComparingInt(Opening::fit)
            .thenComparing(o -> !o.continuity())
            .thenComparingInt(Opening::gaps)
            .thenComparing(o -> o.site().id())
            .thenComparing(o -> o.id().block());

    private final Sites sites;
    private final DayBoards boards;
    private final Clock clock;

    public FindingOpenings(Sites sites, DayBoards boards, Clock clock) {
        this.sites = sites;
        this.boards = boards;
        this.clock = clock;
    }

    /**
     * @param known  clinicians that the patient has met
     * @param after  the cursor of an earlier answer: an opening's id; empty for the beginning
     * @param moving the appointment that looks for a new place, whose own claims do not stand in its way; empty for a new one
     */
    public Found find(Permit permit, Filter filter, Set<String> known, Optional<OpeningId> after, int limit, String moving) {
        Instant now = clock.instant();
        List<Site> where = sites.all().stream().map(Sites.Known::site).toList();
        Found found = search(permit, filter, known, after, limit, moving, where, now);
        return found.openings().isEmpty() && after.isEmpty() ? new Found(List.of(), Optional.empty(), whyNot(permit, filter, where, now, moving)) : found;
    }

    private Found search(Permit permit, Filter filter, Set<String> known, Optional<OpeningId> after, int limit, String moving, List<Site> where, Instant now) {
        Window window = window(permit, filter, where, now);
        Optional<Opening> last = after.flatMap(id -> replay(id, permit.plan(), known));
        LocalDate first = last.map(o -> latest(window.from(), o.id().day().date().minusDays(1))).orElse(window.from());
        var streams = new PriorityQueue<>(Comparator.comparing(Upcoming::at));
        for (Site site : where) {
            if (filter.allows(site)) {
                var upcoming = new Upcoming(site, boards, first, window.to(), filter,
                        block -> filter.allows(block) && Fitting.never(site, block, permit.plan()).isEmpty());
                if (!upcoming.over()) {
                    streams.add(upcoming);
                }
            }
        }
        var found = new ArrayList<Opening>();
        var atOnce = new ArrayList<Opening>();
        Instant at = Instant.MIN;
        // Times in order over all sites; those of one moment are ranked among each other before the next moment is looked at.
        while (!streams.isEmpty() && found.size() <= limit) {
            Upcoming soonest = streams.poll();
            if (!soonest.at().equals(at)) {
                rank(atOnce, found);
                at = soonest.at();
            }
            fit(soonest, permit.plan(), known, now, moving, filter.overbooking()).filter(o -> last.isEmpty() || ORDER.compare(o, last.get()) > 0).ifPresent(atOnce::add);
            soonest.advance();
            if (!soonest.over()) {
                streams.add(soonest);
            }
        }
        rank(atOnce, found);
        if (found.size() > limit) {
            return new Found(List.copyOf(found.subList(0, limit)), Optional.of(found.get(limit - 1).id().text()), List.of());
        }
        return new Found(found, Optional.empty(), List.of());
    }

    /** How many starts each constraint removes, whether anything is left or not. */
    public List<WhyNot> reasons(Permit permit, Filter filter, String moving) {
        return whyNot(permit, filter, sites.all().stream().map(Sites.Known::site).toList(), clock.instant(), moving);
    }

    /** One opening as it is now; nothing when it no longer fits. */
    public Optional<Opening> one(Permit permit, OpeningId id, String moving, boolean overbooking) {
        Instant now = clock.instant();
        return sites.find(id.day().site()).map(Sites.Known::site).flatMap(site -> boards.sheet(id.day()).flatMap(sheet ->
                sheet.day().block(id.block()).filter(block -> Fitting.never(site, block, permit.plan()).isEmpty()).flatMap(block -> {
                    Fit fit = overbooking ? Fitting.overbooked(site, sheet.day(), sheet.taken(), block, id.time(), permit.plan(), moving, now)
                            : Fitting.at(site, sheet.day(), sheet.taken(), block, id.time(), permit.plan(), moving, now);
                    return fit instanceof Fit.Fits(Placement placement)
                            ? Optional.of(opening(site, sheet.taken(), block, id.time(), permit.plan(), Set.of(), placement)) : Optional.empty();
                })));
    }

    /** The next few for somebody whose opening was taken. */
    public List<Opening> next(Permit permit, int limit) {
        return next(permit, Filter.NONE, limit);
    }

    /** The next few, and no reasons when there are none. */
    public List<Opening> next(Permit permit, Filter filter, int limit) {
        return search(permit, filter, Set.of(), Optional.empty(), limit, "", sites.all().stream().map(Sites.Known::site).toList(), clock.instant()).openings();
    }

    private record Window(LocalDate from, LocalDate to) {
    }

    private Window window(Permit permit, Filter filter, List<Site> where, Instant now) {
        LocalDate today = where.stream().map(s -> now.atZone(s.zone()).toLocalDate()).min(Comparator.naturalOrder()).orElse(LocalDate.MAX);
        LocalDate from = latest(latest(today, permit.earliest().orElse(today)), filter.from().orElse(today));
        LocalDate to = earliest(earliest(boards.horizon(), permit.latest().orElse(boards.horizon())), filter.to().orElse(boards.horizon()));
        return new Window(from, to);
    }

    private static void rank(List<Opening> atOnce, List<Opening> found) {
        atOnce.sort(ORDER);
        found.addAll(atOnce);
        atOnce.clear();
    }

    private static Optional<Opening> fit(Upcoming here, Plan plan, Set<String> known, Instant now, String moving, boolean overbooking) {
        Block block = here.start().block();
        LocalTime time = here.start().time();
        return Fitting.at(here.frame(), block, time, plan, moving, now, overbooking) instanceof Fit.Fits(Placement placement)
                ? Optional.of(opening(here.site(), here.sheet().taken(), block, time, plan, known, placement)) : Optional.empty();
    }

    private static Opening opening(Site site, Occupancy taken, Block block, LocalTime time, Plan plan, Set<String> known, Placement placement) {
        var times = placement.times();
        int touches = taken.touches(block.room(), times.start(), times.procedureEnd());
        boolean atEdge = time.equals(block.hours().from());
        int gaps = Math.max(0, 2 - touches - (atEdge ? 1 : 0));
        return new Opening(new OpeningId(placement.place().day(), block.id(), time), site, placement, plan.fit(site.setting()),
                known.contains(block.clinician()), gaps);
    }

    /** Where the cursor's opening stands in the order, even if it is taken by now. */
    private Optional<Opening> replay(OpeningId id, Plan plan, Set<String> known) {
        return sites.find(id.day().site()).map(Sites.Known::site).flatMap(site -> boards.sheet(id.day()).flatMap(sheet ->
                sheet.day().block(id.block()).flatMap(block ->
                        Fitting.at(site, sheet.day(), Occupancy.of(List.of()), block, id.time(), plan, "", Instant.MIN) instanceof Fit.Fits(Placement placement)
                                ? Optional.of(opening(site, sheet.taken(), block, id.time(), plan, known, placement))
                                : Optional.empty())));
    }

    private List<WhyNot> whyNot(Permit permit, Filter filter, List<Site> where, Instant now, String moving) {
        var removed = new EnumMap<Constraint, Integer>(Constraint.class);
        var nearest = new EnumMap<Constraint, Near>(Constraint.class);
        Window window = window(permit, filter, where, now);
        for (Site site : where) {
            if (!filter.allows(site)) {
                continue;
            }
            LocalDate today = now.atZone(site.zone()).toLocalDate();
            for (LocalDate date = today; !date.isAfter(boards.horizon()); date = date.plusDays(1)) {
                LocalDate on = date;
                boards.sheet(new DayId(site.id(), date)).filter(sheet -> filter.allows(sheet.day().id())).ifPresent(sheet -> sheet.day().blocks().stream()
                        .filter(filter::allows)
                        .forEach(block -> whyNot(site, sheet, block, on, permit, filter, window, now, moving, removed, nearest)));
            }
        }
        return removed.entrySet().stream()
                .map(e -> new WhyNot(e.getKey(), e.getValue(), Optional.ofNullable(nearest.get(e.getKey()))))
                .sorted(Comparator.comparingInt(WhyNot::removed).reversed()).toList();
    }

    private static void whyNot(Site site, DayBoards.Sheet sheet, Block block, LocalDate on, Permit permit, Filter filter, Window window, Instant now, String moving,
            Map<Constraint, Integer> removed, Map<Constraint, Near> nearest) {
        Plan plan = permit.plan();
        Set<Constraint> whole = EnumSet.noneOf(Constraint.class);
        whole.addAll(Fitting.against(site, block, plan));
        outside(window, on).ifPresent(whole::add);
        if (Fitting.ofAnotherAge(site, block, plan, on)) {
            whole.add(Constraint.AGE);
        }
        List<LocalTime> starts = starts(site, block, on, plan, filter, now);
        if (whole.isEmpty()) {
            for (LocalTime time : starts) {
                standing(site, sheet, block, time, plan, filter, now, moving).filter(FindingOpenings::counts).ifPresent(c -> {
                    removed.merge(c, 1, Integer::sum);
                    nearest.merge(c, new Near(on.atTime(time), site, block.clinician()), Near::sooner);
                });
            }
            return;
        }
        // Each that stands in the way is named; a change of one alone helps only where it stands alone.
        whole.forEach(c -> removed.merge(c, starts.size(), Integer::sum));
        Constraint against = whole.iterator().next();
        boolean mayBeSooner = !nearest.containsKey(against) || !on.isAfter(nearest.get(against).at().toLocalDate());
        if (whole.size() == 1 && mayBeSooner) {
            Plan eased = without(plan, against);
            starts.stream().filter(time -> standing(site, sheet, block, time, eased, filter, now, moving).isEmpty()).findFirst()
                    .ifPresent(time -> nearest.merge(against, new Near(on.atTime(time), site, block.clinician()), Near::sooner));
        }
    }

    /** The times of a block that somebody would be offered if nothing stood in the way. */
    private static List<LocalTime> starts(Site site, Block block, LocalDate on, Plan plan, Filter filter, Instant now) {
        LocalDateTime from = LocalDateTime.ofInstant(now, site.zone());
        LocalDateTime end = on.atTime(block.hours().to());
        return Fitting.starts(block).stream().filter(filter::allows)
                .filter(time -> !on.atTime(time).isBefore(from) && !on.atTime(time).plus(plan.spans().procedure()).isAfter(end)).toList();
    }

    /** What is past, or no time at all, was never there to be removed. */
    private static boolean counts(Constraint constraint) {
        return constraint != Constraint.NO_SUCH_TIME && constraint != Constraint.PAST;
    }

    /** The plan as it would be if it did not ask for that; a device, a closed block or a date is nothing of the plan. */
    private static Plan without(Plan plan, Constraint wish) {
        return switch (wish) {
            case SEDATION -> plan.watched(Sedation.NONE, false);
            case MONITORED_ROOM, MONITORED_BAY -> plan.watched(plan.sedation().sedated() ? Sedation.NONE : plan.sedation(), false);
            case AGE -> plan.born(Optional.empty());
            case SETTING, SITE, CLINICIAN, PROCEDURE, GUIDANCE, CONTRAST, TOO_EARLY, TOO_LATE, PAST, BLOCK_CLOSED, NO_SUCH_TIME, PAST_MIDNIGHT, OPENING_HOURS,
                 CLINICIAN_BUSY, CLINICIAN_AWAY, OUT_OF_SERVICE, ROOM_BUSY, DEVICE_BUSY, NURSE_BUSY, BAY_BEFORE, BAY_AFTER -> plan;
        };
    }

    private static Optional<Constraint> outside(Window window, LocalDate date) {
        if (date.isBefore(window.from())) {
            return Optional.of(Constraint.TOO_EARLY);
        }
        return date.isAfter(window.to()) ? Optional.of(Constraint.TOO_LATE) : Optional.empty();
    }

    private static Optional<Constraint> standing(Site site, DayBoards.Sheet sheet, Block block, LocalTime time, Plan plan, Filter filter, Instant now, String moving) {
        Fit fit = filter.overbooking() ? Fitting.overbooked(site, sheet.day(), sheet.taken(), block, time, plan, moving, now)
                : Fitting.at(site, sheet.day(), sheet.taken(), block, time, plan, moving, now);
        return switch (fit) {
            case Fit.Fits _ -> Optional.empty();
            case Fit.Lacks(Constraint constraint) -> Optional.of(constraint);
        };
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earliest(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
