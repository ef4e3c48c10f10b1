package health.foramen.scheduling.booking;

import health.foramen.scheduling.openings.Acquaintances;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.Worklist;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which visits of a patient could be booked together, and when: one after the other, so many days apart, each at the soonest opening that is after the
 * one before. It keeps nothing; what is proposed is held only when somebody says so.
 */
public final class ProposingSeries {

    /** Openings that are looked at for one visit, from which a few are told. */
    private static final int LOOKED_AT = 60;
    private static final int TOLD = 10;
    private static final int OF_ONE_DAY = 3;

    /**
     * @param from  no visit before it
     * @param apart days from one visit to the next, at least
     */
    public record Wish(Optional<LocalDate> from, int apart, Filter filter) {
    }

    /** @param openings the soonest first, the proposed one; none if nothing fits after the visit before */
    public record Visit(Permit permit, LocalDate notBefore, List<Opening> openings) {
    }

    private final Permits permits;
    private final FindingOpenings finding;
    private final Acquaintances acquaintances;
    private final Worklist worklist;

    public ProposingSeries(Permits permits, FindingOpenings finding, Acquaintances acquaintances, Worklist worklist) {
        this.permits = permits;
        this.finding = finding;
        this.acquaintances = acquaintances;
        this.worklist = worklist;
    }

    /** Those permits of the patient on which nothing is booked or held yet, as they may be used. */
    public List<Permit> open(String patient) {
        return inOrder(granted(worklist.open().stream().filter(item -> item.patient().filter(patient::equals).isPresent())));
    }

    /** Patients with more than one such permit. */
    public Map<String, List<Permit>> candidates() {
        return granted(worklist.open().stream()).stream().collect(Collectors.groupingBy(Permit::patient, TreeMap::new, Collectors.toList())).entrySet().stream()
                .filter(e -> e.getValue().size() > 1).collect(Collectors.toMap(Map.Entry::getKey, e -> inOrder(e.getValue()), (one, _) -> one, TreeMap::new));
    }

    private List<Permit> granted(Stream<Item> items) {
        return permits.findAll(items.filter(item -> item.why() == Why.NEEDS_BOOKING).flatMap(item -> item.permit().stream()).distinct().toList()).stream()
                .filter(Permit::granted).toList();
    }

    private static List<Permit> inOrder(List<Permit> some) {
        return some.stream().sorted(Comparator.comparing((Permit p) -> p.earliest().orElse(LocalDate.MIN)).thenComparing(p -> p.latest().orElse(LocalDate.MAX))
                .thenComparing(Permit::id)).toList();
    }

    /** @param wanted in the order in which they are to take place */
    public List<Visit> propose(List<Permit> wanted, Wish wish, LocalDate today) {
        var visits = new ArrayList<Visit>();
        LocalDate from = wish.from().filter(today::isBefore).orElse(today);
        var chosen = new ArrayList<Opening>();
        for (Permit permit : wanted.stream().limit(Series.MOST).toList()) {
            LocalDate notBefore = from;
            Set<String> known = acquaintances.of(permit.patient());
            List<Opening> free = spread(finding.find(permit, from(wish.filter(), notBefore), known, Optional.empty(), LOOKED_AT, "").openings().stream()
                    .filter(o -> chosen.stream().noneMatch(other -> overlap(o, other))).toList());
            visits.add(new Visit(permit, notBefore, free));
            if (!free.isEmpty()) {
                chosen.add(free.getFirst());
                from = free.getFirst().id().day().date().plusDays(wish.apart());
            }
        }
        return visits;
    }

    private static Filter from(Filter f, LocalDate date) {
        return new Filter(Optional.of(date), f.to(), f.sites(), f.settings(), f.clinicians(), f.weekdays(), f.earliest(), f.latest(), f.except(), false);
    }

    private static boolean overlap(Opening one, Opening other) {
        return one.placement().times().prepare().isBefore(other.placement().times().end()) && other.placement().times().prepare().isBefore(one.placement().times().end());
    }

    /** Another day says more than the next quarter of an hour. */
    private static List<Opening> spread(List<Opening> free) {
        var ofDay = new TreeMap<LocalDate, Integer>();
        Predicate<Opening> few = o -> ofDay.merge(o.id().day().date(), 1, Integer::sum) <= OF_ONE_DAY;
        return free.stream().filter(few).limit(TOLD).toList();
    }
}
