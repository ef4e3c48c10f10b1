package health.foramen.scheduling.disruption;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.day.Occupancy;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where somebody could go who cannot stay. Never earlier than the day they were told: a drug may be held, a ride arranged. The nearest
 * time first; keeping the clinician is worth some days, keeping the site one. What is proposed to one is not proposed to the next.
 */
public final class Proposing {

    /** A patient rather waits so long than meets another clinician. Minutes are counted, so that the nearest of equals wins. */
    public static final Duration CONTINUITY_IS_WORTH = Duration.ofDays(3);
    /** Or goes to another house. */
    public static final Duration SITE_IS_WORTH = Duration.ofDays(1);
    private static final int LOOKED_AT = 80;
    private static final int OF_THE_CLINICIAN = 30;
    private static final int OF_ONE_BLOCK = 2;

    /**
     * @param stays     whether the patient keeps time, clinician and room, and only takes another bay or nurse: nothing to tell
     * @param daysLater in local dates
     */
    public record Proposal(OpeningId opening, Site site, Placement placement, boolean stays, boolean sameClinician, long daysLater) {
    }

    /** What was proposed so far, so that no two are sent to one place. */
    public static final class Reserved {

        private final Map<DayId, Map<String, List<Claim>>> byDay = new HashMap<>();

        public void add(String appointment, Placement placement) {
            byDay.computeIfAbsent(placement.place().day(), _ -> new LinkedHashMap<>()).put(appointment, placement.claims());
        }

        Occupancy over(Occupancy taken, DayId day, String self) {
            Occupancy all = taken;
            for (var each : byDay.getOrDefault(day, Map.of()).entrySet()) {
                all = each.getKey().equals(self) ? all : all.with(each.getKey(), each.getValue());
            }
            return all;
        }
    }

    private final Sites sites;
    private final DayBoards boards;
    private final FindingOpenings finding;
    private final Clock clock;

    public Proposing(Sites sites, DayBoards boards, FindingOpenings finding, Clock clock) {
        this.sites = sites;
        this.boards = boards;
        this.finding = finding;
        this.clock = clock;
    }

    /** The best few, the best first; none if nothing fits. */
    public List<Proposal> propose(Appointment a, Permit permit, Disruption disruption, Reserved reserved, int most) {
        if (!permit.granted()) {
            return List.of();
        }
        Instant now = clock.instant();
        Optional<Proposal> stays = stay(a, permit, disruption, reserved, now);
        var found = new LinkedHashMap<OpeningId, Opening>();
        Optional<LocalDate> from = Optional.of(a.place().day().date());
        search(a, permit, new Filter(from, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()), LOOKED_AT, found);
        search(a, permit, new Filter(from, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(a.place().clinician())), OF_THE_CLINICIAN, found);
        var proposals = new ArrayList<Proposal>();
        stays.ifPresent(proposals::add);
        Map<String, Integer> ofOneBlock = new HashMap<>();
        found.values().stream().sorted(Comparator.comparingLong((Opening o) -> cost(a, o)).thenComparing(o -> o.id().text())).filter(o -> !onto(a, o.id()))
                .flatMap(o -> fit(a, permit, disruption, reserved, o.id(), now).map(p -> proposal(a, o.id(), p, false)).stream())
                // Another day or clinician says more than the next quarter of an hour.
                .filter(p -> ofOneBlock.merge(p.opening().day() + p.opening().block(), 1, Integer::sum) <= OF_ONE_BLOCK)
                .limit(most).forEach(proposals::add);
        return proposals.size() > most ? List.copyOf(proposals.subList(0, most)) : proposals;
    }

    private void search(Appointment a, Permit permit, Filter filter, int limit, Map<OpeningId, Opening> found) {
        finding.find(permit, filter, Set.of(a.place().clinician()), Optional.empty(), limit, a.id()).openings().forEach(o -> found.putIfAbsent(o.id(), o));
    }

    /** Where only a bay or a nurse fell out, another may do, and the patient need not even know. */
    private Optional<Proposal> stay(Appointment a, Permit permit, Disruption disruption, Reserved reserved, Instant now) {
        if (disruption.instead().isPresent()) {
            return takenOver(a, permit, disruption, reserved, now);
        }
        if (!(disruption.what() instanceof Disruption.What.Unit)) {
            return Optional.empty();
        }
        var here = new OpeningId(a.place().day(), a.place().block(), a.times().localStart().toLocalTime());
        return fit(a, permit, disruption, reserved, here, now).filter(p -> p.place().device().equals(a.place().device()) && p.times().equals(a.times()))
                .map(p -> proposal(a, here, p, true));
    }

    /** At its own time, in its own room, with whoever takes the block over: if they do that, for patients of that age, and the plan allows them. */
    private Optional<Proposal> takenOver(Appointment a, Permit permit, Disruption disruption, Reserved reserved, Instant now) {
        return boards.sheet(a.place().day()).flatMap(s -> s.day().block(a.place().block())).flatMap(disruption::successor)
                .map(next -> new OpeningId(a.place().day(), next.id(), a.times().localStart().toLocalTime()))
                .flatMap(here -> fit(a, permit, disruption, reserved, here, now).map(p -> proposal(a, here, p, false)));
    }

    /** Asked of the site as it will be, beside all that was proposed to others. */
    Optional<Placement> fit(Appointment a, Permit permit, Disruption disruption, Reserved reserved, OpeningId opening, Instant now) {
        Optional<Site> site = sites.find(opening.day().site()).map(known -> disruption.then(known.site()));
        Optional<DayBoards.Sheet> sheet = boards.sheet(opening.day());
        Optional<Block> block = sheet.flatMap(s -> s.day().block(opening.block())).flatMap(b -> disruption.then(opening.day(), b))
                .or(() -> sheet.flatMap(s -> successor(s.day(), disruption, opening)));
        if (site.isEmpty() || block.isEmpty() || Fitting.never(site.get(), block.get(), permit.plan()).isPresent()) {
            return Optional.empty();
        }
        Occupancy taken = reserved.over(sheet.get().taken(), opening.day(), a.id());
        return Fitting.at(site.get(), sheet.get().day(), taken, block.get(), opening.time(), permit.plan(), a.id(), now) instanceof Fit.Fits(Placement placement)
                ? Optional.of(placement) : Optional.empty();
    }

    /** The block of whoever takes over, before it is there. */
    private static Optional<Block> successor(ClinicDay day, Disruption disruption, OpeningId opening) {
        return day.blocks().stream().filter(b -> b.open() && disruption.covers(day.id(), b)).flatMap(b -> disruption.successor(b).stream())
                .filter(b -> b.id().equals(opening.block())).findFirst();
    }

    private Proposal proposal(Appointment a, OpeningId opening, Placement placement, boolean stays) {
        return new Proposal(opening, sites.find(opening.day().site()).orElseThrow().site(), placement, stays,
                placement.place().clinician().equals(a.place().clinician()), opening.day().date().toEpochDay() - a.place().day().date().toEpochDay());
    }

    private static boolean onto(Appointment a, OpeningId opening) {
        return opening.day().equals(a.place().day()) && opening.block().equals(a.place().block()) && opening.time().equals(a.times().localStart().toLocalTime());
    }

    private static long cost(Appointment a, Opening o) {
        Duration away = Duration.between(a.times().start(), o.placement().times().start()).abs();
        Duration clinician = o.placement().place().clinician().equals(a.place().clinician()) ? Duration.ZERO : CONTINUITY_IS_WORTH;
        Duration site = o.site().id().equals(a.place().day().site()) ? Duration.ZERO : SITE_IS_WORTH;
        return away.plus(clinician).plus(site).toMinutes();
    }
}
