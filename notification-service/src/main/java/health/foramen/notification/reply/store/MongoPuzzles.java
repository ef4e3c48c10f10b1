package health.foramen.notification.reply.store;

import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.reply.Puzzles;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** {@code puzzles}, named by the number's key. */
public final class MongoPuzzles implements Puzzles {

    private final StateDocuments<Puzzle> puzzles;

    public MongoPuzzles(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        puzzles = new StateDocuments<>(mongo, outbox, "puzzles", Puzzle.class, mapper);
    }

    @Override
    public void ask(NumberKey number, Puzzle puzzle) {
        while (true) {
            Optional<Stored<Puzzle>> known = puzzles.find(number.value());
            if (known.isEmpty() ? puzzles.insert(number.value(), puzzle, List.of()) : puzzles.replace(number.value(), known.get().version(), puzzle, List.of())) {
                return;
            }
        }
    }

    @Override
    public Optional<Puzzle> open(NumberKey number) {
        return puzzles.find(number.value()).map(Stored::state);
    }

    @Override
    public void solved(NumberKey number) {
        puzzles.find(number.value()).ifPresent(stored -> puzzles.delete(number.value(), stored.version()));
    }
}
