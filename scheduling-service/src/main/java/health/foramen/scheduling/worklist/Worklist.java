package health.foramen.scheduling.worklist;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The open items, and the closed ones behind them. */
public interface Worklist {

    /** Why an item was closed, by whom. */
    record Closing(String by, String name, String how, Instant at) {
    }

    List<Item> open();

    Optional<Item> find(String id);

    /** Opens an item, or brings the one of that id up to date. */
    void put(Item item);

    /** Opens an item that happens once: nothing if it is open, or was closed already. */
    void putOnce(Item item);

    /** {@code false}: somebody else has it, or it is gone. */
    boolean take(String id, Item.Owner owner);

    /** Closes those that are open and remembers how; the others are left alone. */
    void close(Map<String, Closing> closings);

    default void close(Collection<String> ids, Closing closing) {
        close(ids.stream().distinct().collect(Collectors.toMap(id -> id, _ -> closing)));
    }
}
