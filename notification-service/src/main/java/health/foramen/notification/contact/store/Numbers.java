package health.foramen.notification.contact.store;

import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** One document a number, named by its key: who shares it, and what its holder asked for. */
public final class Numbers implements OptOuts {

    /** A family, not a hospital. */
    private static final int MOST_PATIENTS = 50;

    /** @param wish when its holder last asked, and for what */
    record NumberState(List<String> patients, Optional<Boolean> out, Optional<Instant> wish, Optional<String> bad) {

        static final NumberState NEW = new NumberState(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

        NumberState wished(boolean isOut, Instant at) {
            return wish.filter(at::isBefore).isPresent() ? this : new NumberState(patients, Optional.of(isOut), Optional.of(at), bad);
        }

        NumberState of(Stream<String> people) {
            return new NumberState(people.distinct().limit(MOST_PATIENTS).toList(), out, wish, bad);
        }
    }

    private final StateDocuments<NumberState> numbers;

    public Numbers(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        numbers = new StateDocuments<>(mongo, outbox, "numbers", NumberState.class, mapper);
    }

    void join(NumberKey number, String patientId) {
        change(number, state -> state.of(Stream.concat(Stream.of(patientId), state.patients().stream())));
    }

    void leave(NumberKey number, String patientId) {
        change(number, state -> state.of(state.patients().stream().filter(one -> !one.equals(patientId))));
    }

    List<String> patients(NumberKey number) {
        return find(number).patients();
    }

    @Override
    public Standing of(NumberKey number) {
        NumberState state = find(number);
        return new Standing(state.out().orElse(false), state.out().filter(out -> !out).isPresent(), state.bad());
    }

    @Override
    public void out(NumberKey number, Instant at) {
        change(number, state -> state.wished(true, at));
    }

    @Override
    public void in(NumberKey number, Instant at) {
        change(number, state -> state.wished(false, at));
    }

    @Override
    public void bad(NumberKey number, String because, Instant at) {
        change(number, state -> new NumberState(state.patients(), state.out(), state.wish(), Optional.of(because)));
    }

    @Override
    public void works(NumberKey number) {
        change(number, state -> new NumberState(state.patients(), state.out(), state.wish(), Optional.empty()));
    }

    private NumberState find(NumberKey number) {
        return numbers.find(number.value()).map(Stored::state).orElse(NumberState.NEW);
    }

    private void change(NumberKey number, UnaryOperator<NumberState> change) {
        while (true) {
            Optional<Stored<NumberState>> known = numbers.find(number.value());
            NumberState before = known.map(Stored::state).orElse(NumberState.NEW);
            NumberState after = change.apply(before);
            if (after.equals(before) || (known.isEmpty() ? numbers.insert(number.value(), after, List.of())
                    : numbers.replace(number.value(), known.get().version(), after, List.of()))) {
                return;
            }
        }
    }
}
