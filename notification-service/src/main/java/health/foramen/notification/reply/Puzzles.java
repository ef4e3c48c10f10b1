package health.foramen.notification.reply;

import health.foramen.notification.contact.NumberKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Replies that could be meant for more than one visit, until their sender says for which. One a number. */
public interface Puzzles {

    /** @param journeys in the order of the letters that were offered */
    record Puzzle(String body, List<String> journeys, Instant at) {
    }

    void ask(NumberKey number, Puzzle puzzle);

    Optional<Puzzle> open(NumberKey number);

    void solved(NumberKey number);
}
