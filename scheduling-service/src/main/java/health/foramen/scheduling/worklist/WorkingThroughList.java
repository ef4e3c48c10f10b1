package health.foramen.scheduling.worklist;

import health.foramen.scheduling.site.Coded;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A desk reads the list, takes an item, and says that it is done. */
public final class WorkingThroughList {

    public enum Outcome {
        DONE, NOT_BY_HAND, UNKNOWN
    }

    private static final List<String> URGENCY = List.of("urgent", "soon", "routine");
    private static final Comparator<Item> NEXT = Comparator
            .comparingInt((Item item) -> Math.max(0, URGENCY.indexOf(item.urgency())))
            .thenComparing(item -> item.due().map(Object::toString).orElse("9999"))
            .thenComparing(Item::since)
            .thenComparing(Item::id);

    /** The furthest that anything is put off: whoever means longer means never. */
    public static final int LONGEST_SNOOZE_DAYS = 60;

    /** Whose items somebody wants to see. */
    public enum Whose implements Coded {
        ANYBODYS, MINE, NOBODYS;

        public boolean owns(Item item, String person) {
            return switch (this) {
                case ANYBODYS -> true;
                case MINE -> item.owner().filter(o -> o.id().equals(person)).isPresent();
                case NOBODYS -> item.owner().isEmpty();
            };
        }
    }

    /** @param open all that are open and not put off; the others counted of them */
    public record Counts(int open, int mine, int nobodys, int late, int snoozed) {
    }

    private final Worklist worklist;
    private final Sites sites;
    private final Clock clock;

    public WorkingThroughList(Worklist worklist, Sites sites, Clock clock) {
        this.worklist = worklist;
        this.sites = sites;
        this.clock = clock;
    }

    /** The date at most of the sites: a list for all of them has one today. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), sites.home());
    }

    /** The open items that nobody has put off, by why they need a human, the most pressing first. */
    public Map<Why, List<Item>> groups() {
        LocalDate today = today();
        return grouped(worklist.open().stream().filter(item -> !item.snoozed(today)).toList());
    }

    public static Map<Why, List<Item>> grouped(List<Item> items) {
        return items.stream().sorted(NEXT).collect(Collectors.groupingBy(Item::why, TreeMap::new, Collectors.toList()));
    }

    /** Everything that is open, also what is put off. */
    public List<Item> open() {
        return worklist.open();
    }

    public Counts counts(List<Item> open, String person) {
        LocalDate today = today();
        List<Item> awake = open.stream().filter(item -> !item.snoozed(today)).toList();
        return new Counts(awake.size(), (int) awake.stream().filter(item -> item.owner().filter(o -> o.id().equals(person)).isPresent()).count(),
                (int) awake.stream().filter(item -> item.owner().isEmpty()).count(), (int) awake.stream().filter(item -> item.late(today)).count(),
                open.size() - awake.size());
    }

    /** The zone of the desk's own day. */
    public ZoneId zone() {
        return sites.home();
    }

    /** What was closed on the desk's date, the latest first: an evening in Chicago is tomorrow in the store, which counts by UTC. */
    public List<Worklist.Closed> closedOn(LocalDate date) {
        ZoneId zone = zone();
        LocalDate first = date.atStartOfDay(zone).toInstant().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate last = date.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1).atZone(ZoneOffset.UTC).toLocalDate();
        return first.datesUntil(last.plusDays(1)).flatMap(utc -> worklist.closedOn(utc).stream())
                .filter(c -> LocalDate.ofInstant(c.closing().at(), zone).equals(date))
                .sorted(Comparator.comparing((Worklist.Closed c) -> c.closing().at()).reversed()).toList();
    }

    public List<Worklist.Colleague> colleagues() {
        return worklist.colleagues();
    }

    public void met(String person, String name) {
        worklist.met(new Worklist.Colleague(person, name));
    }

    public boolean giveBack(String id, String person) {
        return worklist.giveBack(id, person);
    }

    public boolean assign(String id, Optional<String> from, String person, String name) {
        return worklist.assign(id, from, new Item.Owner(person, name, clock.instant()));
    }

    public enum Snoozed {
        DONE, NOT_LATER, TOO_FAR, UNKNOWN
    }

    /** @param until the date on which it is seen again; nothing: now */
    public Snoozed snooze(String id, Optional<LocalDate> until) {
        LocalDate today = today();
        if (until.filter(date -> !date.isAfter(today)).isPresent()) {
            return Snoozed.NOT_LATER;
        }
        if (until.filter(date -> date.isAfter(today.plusDays(LONGEST_SNOOZE_DAYS))).isPresent()) {
            return Snoozed.TOO_FAR;
        }
        return worklist.snooze(id, until) ? Snoozed.DONE : Snoozed.UNKNOWN;
    }

    /** Undoes a done; only what a person closes, a person opens. */
    public Outcome reopen(String id) {
        Optional<Worklist.Closed> closed = worklist.findClosed(id);
        if (closed.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        if (!closed.get().item().why().closedByHand()) {
            return Outcome.NOT_BY_HAND;
        }
        return worklist.reopen(id) ? Outcome.DONE : Outcome.UNKNOWN;
    }

    public Optional<Item> find(String id) {
        return worklist.find(id);
    }

    public boolean take(String id, String person, String name) {
        return worklist.take(id, new Item.Owner(person, name, clock.instant()));
    }

    public Outcome done(String id, String person, String name, String how) {
        Optional<Item> item = worklist.find(id);
        if (item.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        if (!item.get().why().closedByHand()) {
            return Outcome.NOT_BY_HAND;
        }
        worklist.close(List.of(id), new Worklist.Closing(person, name, how, clock.instant()));
        return Outcome.DONE;
    }
}
