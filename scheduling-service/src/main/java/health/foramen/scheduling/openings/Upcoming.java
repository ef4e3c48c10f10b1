package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.openings.DayBoards.Sheet;
import health.foramen.scheduling.openings.DayBoards.Start;
import health.foramen.scheduling.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The times of one site that could be offered, one after the other over its days, read no further than somebody asks. Blocks
 * that are ruled out are passed over, and asked only once a day.
 */
final class Upcoming {

    private final Site site;
    private final DayBoards boards;
    private final Filter filter;
    private final Predicate<Block> may;
    private final LocalDate last;
    private LocalDate date;
    private Sheet sheet;
    private Fitting.Frame frame;
    private List<Start> starts = List.of();
    private Map<String, Boolean> asked = Map.of();
    private int next;

    Upcoming(Site site, DayBoards boards, LocalDate first, LocalDate last, Filter filter, Predicate<Block> may) {
        this.site = site;
        this.boards = boards;
        this.filter = filter;
        this.may = may;
        this.last = last;
        this.date = first.minusDays(1);
        step();
    }

    Site site() {
        return site;
    }

    boolean over() {
        return next >= starts.size();
    }

    Instant at() {
        return starts.get(next).at();
    }

    Start start() {
        return starts.get(next);
    }

    Sheet sheet() {
        return sheet;
    }

    /** Of the day of the sheet. */
    Fitting.Frame frame() {
        return frame;
    }

    void advance() {
        next++;
        step();
    }

    /** Goes on to the next start of a block that may be used. */
    private void step() {
        while (true) {
            while (next < starts.size() && !may(starts.get(next))) {
                next++;
            }
            if (next < starts.size() || !date.isBefore(last)) {
                return;
            }
            date = date.plusDays(1);
            Optional<Sheet> found = Optional.of(new DayId(site.id(), date)).filter(filter::allows).flatMap(boards::sheet);
            sheet = found.orElse(null);
            frame = found.map(on -> Fitting.Frame.of(site, on.day(), on.taken())).orElse(null);
            starts = found.map(Sheet::starts).orElse(List.of());
            asked = new HashMap<>();
            next = 0;
        }
    }

    private boolean may(Start start) {
        return filter.allows(start.time()) && asked.computeIfAbsent(start.block().id(), _ -> may.test(start.block()));
    }
}
