package health.foramen.scheduling.worklist;

import java.time.Instant;
import java.time.LocalDate;
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

    /** A person of the desk, as somebody to whom an item may be given. */
    record Colleague(String id, String name) {
    }

    /** An item that was closed, and how. */
    record Closed(Item item, Closing closing) {
    }

    /** {@code false}: somebody else has it, or it is gone. */
    boolean take(String id, Item.Owner owner);

    /** Nobody's again; {@code false}: it is not theirs, or it is gone. */
    boolean giveBack(String id, String person);

    /** Somebody else's, whoever had it, while that is still so; {@code false}: it has changed hands, or is gone. */
    boolean assign(String id, Optional<String> from, Item.Owner to);

    /** Puts it off until that date, or wakes it. */
    boolean snooze(String id, Optional<LocalDate> until);

    /** Opens a closed item again as it was; {@code false}: it is not closed, or open again already. */
    boolean reopen(String id);

    Optional<Closed> findClosed(String id);

    /** What was closed on that date in UTC, the latest first; a day of a very busy clinic is cut. */
    List<Closed> closedOn(LocalDate date);

    /** Somebody works on the list. */
    void met(Colleague colleague);

    List<Colleague> colleagues();

    /** Closes those that are open and remembers how; the others are left alone. */
    void close(Map<String, Closing> closings);

    default void close(Collection<String> ids, Closing closing) {
        close(ids.stream().distinct().collect(Collectors.toMap(id -> id, _ -> closing)));
    }
}
