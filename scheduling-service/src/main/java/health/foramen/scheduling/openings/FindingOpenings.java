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
import health.foramen.scheduling.site.Setting;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The next openings for a permit, across all sites its plan allows: everything the plan asks, in the order a desk would
 * take them (when, then how well the setting fits, then a clinician the patient knows, then how little the day is torn).
 * When there are none it says why: how many times each constraint removed, and which single change would help soonest.
 */
public final class FindingOpenings {

    /** What a desk narrows the search to; everything is optional. */
    public record Filter(Optional<LocalDate> from, Optional<LocalDate> to, Optional<String> site, Optional<Setting> setting,
            Optional<String> clinician) {
        public static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Why a constraint stood in the way.
     *
     * @param removed how many starts it removed
     * @param nearest the soonest start that only this constraint removed
     */
    public record WhyNot(Constraint constraint, int removed, Optional<LocalDateTime> nearest) {
    }

    public record Found(List<Opening> openings, Optional<String> next, List<WhyNot> whyNot) {
    }

    private static final Comparator<Opening> ORDER = Comparator
            .comparing((Opening o) -> o.placement().times().start())
            .thenComparingInt(Opening::fit)
            .thenComparing(o -> !o.continuity())
            .thenComparingInt(Opening::gaps)
            .thenComparing(o -> o.id().text());

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
        Window window = window(permit, filter, where, now);
        Optional<Opening> last = after.flatMap(id -> replay(id, permit.plan(), known));
        var found = new ArrayList<Opening>();
        // One local date at a time over all sites; two sites' same date can lie a few hours apart, so one more date is read.
        LocalDate enough = LocalDate.MAX;
        for (LocalDate date = window.from(); !date.isAfter(window.to()) && !date.isAfter(enough); date = date.plusDays(1)) {
            for (Site site : where) {
                collect(site, date, permit.plan(), filter, known, now, moving, opening -> {
                    if (last.isEmpty() || ORDER.compare(opening, last.get()) > 0) {
                        found.add(opening);
                    }
                });
            }
            if (found.size() > limit && enough.equals(LocalDate.MAX)) {
                enough = date.plusDays(1);
            }
        }
        found.sort(ORDER);
        if (found.size() > limit) {
            return new Found(List.copyOf(found.subList(0, limit)), Optional.of(found.get(limit - 1).id().text()), List.of());
        }
        return new Found(found, Optional.empty(), found.isEmpty() && last.isEmpty() ? whyNot(permit, filter, where, now, moving) : List.of());
    }

    /** The next few for somebody whose opening was taken. */
    public List<Opening> next(Permit permit, int limit) {
        return find(permit, Filter.NONE, Set.of(), Optional.empty(), limit, "").openings();
    }

    private record Window(LocalDate from, LocalDate to) {
    }

    private Window window(Permit permit, Filter filter, List<Site> where, Instant now) {
        LocalDate today = where.stream().map(s -> now.atZone(s.zone()).toLocalDate()).min(Comparator.naturalOrder()).orElse(LocalDate.MAX);
        LocalDate from = latest(latest(today, permit.earliest().orElse(today)), filter.from().orElse(today));
        LocalDate to = earliest(earliest(boards.horizon(), permit.latest().orElse(boards.horizon())), filter.to().orElse(boards.horizon()));
        return new Window(from, to);
    }

    private void collect(Site site, LocalDate date, Plan plan, Filter filter, Set<String> known, Instant now, String moving,
            java.util.function.Consumer<Opening> to) {
        if (filter.site().filter(s -> !s.equals(site.id())).isPresent() || filter.setting().filter(s -> s != site.setting()).isPresent()) {
            return;
        }
        boards.sheet(new DayId(site.id(), date)).ifPresent(sheet -> {
            for (Block block : sheet.day().blocks()) {
                if (filter.clinician().filter(c -> !c.equals(block.clinician())).isPresent() || Fitting.never(site, block, plan).isPresent()) {
                    continue;
                }
                for (LocalTime time : Fitting.starts(block)) {
                    if (Fitting.at(site, sheet.day(), sheet.taken(), block, time, plan, moving, now) instanceof Fit.Fits(Placement placement)) {
                        to.accept(opening(site, sheet.taken(), block, time, plan, known, placement));
                    }
                }
            }
        });
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
        var nearest = new EnumMap<Constraint, LocalDateTime>(Constraint.class);
        Plan plan = permit.plan();
        Window window = window(permit, filter, where, now);
        for (Site site : where) {
            if (filter.site().filter(s -> !s.equals(site.id())).isPresent() || filter.setting().filter(s -> s != site.setting()).isPresent()) {
                continue;
            }
            LocalDate today = now.atZone(site.zone()).toLocalDate();
            for (LocalDate date = today; !date.isAfter(boards.horizon()); date = date.plusDays(1)) {
                LocalDate on = date;
                boards.sheet(new DayId(site.id(), date)).ifPresent(sheet -> sheet.day().blocks().stream()
                        .filter(b -> filter.clinician().filter(c -> !c.equals(b.clinician())).isEmpty())
                        .forEach(block -> {
                            Optional<Constraint> ruled = Fitting.never(site, block, plan);
                            Optional<Constraint> dated = outside(window, on);
                            for (LocalTime time : Fitting.starts(block)) {
                                Optional<Constraint> stands = standing(site, sheet, block, time, plan, now, moving);
                                if (stands.filter(c -> c == Constraint.NO_SUCH_TIME || c == Constraint.PAST).isPresent()) {
                                    continue;
                                }
                                Optional<Constraint> first = ruled.or(() -> dated).or(() -> stands);
                                first.ifPresent(c -> removed.merge(c, 1, Integer::sum));
                                int against = rulesAgainst(site, block, plan, ruled) + (dated.isPresent() ? 1 : 0) + (stands.isPresent() ? 1 : 0);
                                if (against == 1) {
                                    first.ifPresent(c -> nearest.merge(c, on.atTime(time), FindingOpenings::sooner));
                                }
                            }
                        }));
            }
        }
        return removed.entrySet().stream()
                .map(e -> new WhyNot(e.getKey(), e.getValue(), Optional.ofNullable(nearest.get(e.getKey()))))
                .sorted(Comparator.comparingInt(WhyNot::removed).reversed()).toList();
    }

    /** None, one that a person could drop (a setting, a site, a clinician), or more than one change could help. */
    private static int rulesAgainst(Site site, Block block, Plan plan, Optional<Constraint> ruled) {
        return ruled.map(wish -> Fitting.never(site, block, without(plan, wish)).isEmpty() ? 1 : 2).orElse(0);
    }

    private static Plan without(Plan plan, Constraint wish) {
        return new Plan(plan.procedure(), plan.region(), plan.levels(), plan.side(), plan.guidance(), plan.contrast(), plan.sedation(), plan.position(),
                wish == Constraint.SETTING ? List.of() : plan.settings(), wish == Constraint.SITE ? List.of() : plan.sites(),
                wish == Constraint.CLINICIAN ? List.of() : plan.clinicians(), plan.spans(), plan.escortRequired(), plan.fasting(), plan.bloodThinnerHeld());
    }

    private static Optional<Constraint> outside(Window window, LocalDate date) {
        if (date.isBefore(window.from())) {
            return Optional.of(Constraint.TOO_EARLY);
        }
        return date.isAfter(window.to()) ? Optional.of(Constraint.TOO_LATE) : Optional.empty();
    }

    private static Optional<Constraint> standing(Site site, DayBoards.Sheet sheet, Block block, LocalTime time, Plan plan, Instant now, String moving) {
        return switch (Fitting.at(site, sheet.day(), sheet.taken(), block, time, plan, moving, now)) {
            case Fit.Fits _ -> Optional.empty();
            case Fit.Lacks(Constraint constraint) -> Optional.of(constraint);
        };
    }

    private static LocalDateTime sooner(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earliest(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
