package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.openings.DayBoards.Sheet;
import health.foramen.scheduling.openings.DayBoards.Start;
import health.foramen.scheduling.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    /** The day's blocks that may be used. */
    private Set<String> blocks = Set.of();
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
            blocks = found.map(this::usable).orElse(Set.of());
            starts = List.of();
            next = 0;
            if (!blocks.isEmpty()) {
                sheet = found.get();
                frame = Fitting.Frame.of(site, sheet.day(), sheet.taken());
                starts = sheet.starts();
            }
        }
    }

    private Set<String> usable(Sheet sheet) {
        return sheet.day().blocks().stream().filter(may).map(Block::id).collect(Collectors.toSet());
    }

    private boolean may(Start start) {
        return blocks.contains(start.block().id()) && filter.allows(start.time());
    }
}
