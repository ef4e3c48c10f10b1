package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each part of a desk's own narrowing takes away, and how soon it would fit without that part. */
public final class CountingOpenings {

    /** So far is counted from the first day that is looked at: further, and the number says nothing to a desk. */
    public static final int DAYS = 30;

    /**
     * @param removed how many openings of the next {@link #DAYS} days it hides
     * @param nearest the soonest of them
     */
    public record Narrowing(Filter.Part part, int removed, Optional<Opening> nearest) {
    }

    private final Sites sites;
    private final DayBoards boards;
    private final FindingOpenings finding;
    private final Clock clock;

    public CountingOpenings(Sites sites, DayBoards boards, FindingOpenings finding, Clock clock) {
        this.sites = sites;
        this.boards = boards;
        this.finding = finding;
        this.clock = clock;
    }

    /** @param moving the appointment that looks for a new place; empty for a new one */
    public List<Narrowing> narrowings(Permit permit, Filter filter, String moving) {
        var all = new ArrayList<Narrowing>();
        List<Filter.Part> parts = filter.parts();
        if (parts.isEmpty()) {
            return all;
        }
        LocalDate last = first(permit, filter).plusDays(DAYS);
        int with = count(permit, filter, last, moving);
        for (Filter.Part part : parts) {
            Filter without = filter.without(part);
            int removed = Math.max(0, count(permit, without, last, moving) - with);
            all.add(new Narrowing(part, removed, with > 0 ? Optional.empty() : finding.next(permit, without, 1).stream().findFirst()));
        }
        return all;
    }

    private LocalDate first(Permit permit, Filter filter) {
        LocalDate today = today();
        LocalDate earliest = permit.earliest().filter(today::isBefore).orElse(today);
        return filter.from().filter(earliest::isBefore).orElse(earliest);
    }

    private int count(Permit permit, Filter filter, LocalDate until, String moving) {
        Instant now = clock.instant();
        LocalDate last = permit.latest().filter(until::isAfter).orElse(until);
        LocalDate end = filter.to().filter(last::isAfter).orElse(last);
        int count = 0;
        for (Site site : sites.all().stream().map(Sites.Known::site).filter(filter::allows).toList()) {
            var upcoming = new Upcoming(site, boards, first(permit, filter), end, filter,
                    block -> filter.allows(block) && Fitting.never(site, block, permit.plan()).isEmpty());
            for (; !upcoming.over(); upcoming.advance()) {
                if (Fitting.at(upcoming.frame(), upcoming.start().block(), upcoming.start().time(), permit.plan(), moving, now, false) instanceof Fit.Fits) {
                    count++;
                }
            }
        }
        return count;
    }

    private LocalDate today() {
        Instant now = clock.instant();
        return sites.all().stream().map(k -> now.atZone(k.site().zone()).toLocalDate()).min(LocalDate::compareTo)
                .orElseGet(() -> now.atZone(java.time.ZoneOffset.UTC).toLocalDate());
    }
}
