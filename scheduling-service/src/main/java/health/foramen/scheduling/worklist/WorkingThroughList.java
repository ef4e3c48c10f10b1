package health.foramen.scheduling.worklist;

import java.time.Clock;
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

    private final Worklist worklist;
    private final Clock clock;

    public WorkingThroughList(Worklist worklist, Clock clock) {
        this.worklist = worklist;
        this.clock = clock;
    }

    /** The open items by why they need a human, the most pressing first. */
    public Map<Why, List<Item>> groups() {
        return worklist.open().stream().sorted(NEXT).collect(Collectors.groupingBy(Item::why, TreeMap::new, Collectors.toList()));
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
