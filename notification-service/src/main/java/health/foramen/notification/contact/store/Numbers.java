package health.foramen.notification.contact.store;

import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** One document a number, named by its key: who shares it, and what its holder asked for. */
public final class Numbers implements OptOuts {

    /** A family, not a hospital. */
    private static final int MOST_PATIENTS = 50;

    /** More than any clinic would wait for. */
    private static final int MOST_MISSED = 20;

    /** A text that did not reach the phone. */
    record Missed(String reference, Instant at) {
    }

    /**
     * @param patients at most {@value #MOST_PATIENTS}, who joined last first
     * @param wish     when its holder last asked, and for what
     * @param missed   texts in a row that did not reach it, at most {@value #MOST_MISSED}
     */
    record NumberState(List<String> patients, Optional<Boolean> out, Optional<Instant> wish, Optional<String> bad, List<Missed> missed) {

        static final NumberState NEW = new NumberState(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        NumberState {
            missed = missed == null ? List.of() : List.copyOf(missed);
        }

        NumberState missing(Missed text, Instant since) {
            List<Missed> row = missed.stream().filter(one -> one.at().isAfter(since)).toList();
            if (row.stream().noneMatch(one -> one.reference().equals(text.reference()))) {
                row = Stream.concat(row.stream(), Stream.of(text)).toList();
            }
            return new NumberState(patients, out, wish, bad, row.subList(Math.max(0, row.size() - MOST_MISSED), row.size()));
        }

        NumberState wished(boolean isOut, Instant at) {
            return wish.filter(at::isBefore).isPresent() ? this : new NumberState(patients, Optional.of(isOut), Optional.of(at), bad, missed);
        }

        NumberState of(Stream<String> people) {
            return new NumberState(people.distinct().limit(MOST_PATIENTS).toList(), out, wish, bad, missed);
        }
    }

    private final StateDocuments<NumberState> numbers;

    public Numbers(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        numbers = new StateDocuments<>(mongo, outbox, "numbers", NumberState.class, mapper);
    }

    void join(NumberKey number, String patientId) {
        change(number, state -> state.of(Stream.concat(Stream.of(patientId), state.patients().stream())));
    }

    /** As {@link #join}, with few words for the many numbers of which nothing was known. */
    void joinAll(Map<NumberKey, List<String>> patients) {
        Map<String, List<String>> byKey = new HashMap<>();
        patients.forEach((number, people) -> byKey.put(number.value(), people));
        Map<String, Stored<NumberState>> known = numbers.findById(byKey.keySet());
        Map<String, NumberState> fresh = new HashMap<>();
        byKey.forEach((key, people) -> {
            if (!known.containsKey(key)) {
                fresh.put(key, NumberState.NEW.of(people.reversed().stream()));
            }
        });
        Set<String> inserted = numbers.insertAll(fresh);
        patients.forEach((number, people) -> {
            if (!inserted.contains(number.value())) {
                people.forEach(patient -> join(number, patient));
            }
        });
    }

    void leave(NumberKey number, String patientId) {
        change(number, state -> state.of(state.patients().stream().filter(one -> !one.equals(patientId))));
    }

    List<String> patients(NumberKey number) {
        return find(number).patients();
    }

    @Override
    public Standing of(NumberKey number) {
        return standing(find(number));
    }

    @Override
    public Map<NumberKey, Standing> standings(Collection<NumberKey> keys) {
        Map<String, Stored<NumberState>> known = numbers.findById(keys.stream().map(NumberKey::value).distinct().toList());
        Map<NumberKey, Standing> standings = new HashMap<>();
        keys.forEach(key -> standings.put(key, standing(known.containsKey(key.value()) ? known.get(key.value()).state() : NumberState.NEW)));
        return standings;
    }

    private static Standing standing(NumberState state) {
        return new Standing(state.out().orElse(false), state.out().filter(out -> !out).isPresent(), state.wish(), state.bad());
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
    public int missed(NumberKey number, String reference, Instant at, Instant since) {
        return change(number, state -> state.missing(new Missed(reference, at), since)).missed().size();
    }

    @Override
    public void bad(NumberKey number, String because, Instant at) {
        change(number, state -> new NumberState(state.patients(), state.out(), state.wish(), Optional.of(because), state.missed()));
    }

    @Override
    public void works(NumberKey number) {
        change(number, state -> new NumberState(state.patients(), state.out(), state.wish(), Optional.empty(), List.of()));
    }

    private NumberState find(NumberKey number) {
        return numbers.find(number.value()).map(Stored::state).orElse(NumberState.NEW);
    }

    private NumberState change(NumberKey number, UnaryOperator<NumberState> change) {
        while (true) {
            Optional<Stored<NumberState>> known = numbers.find(number.value());
            NumberState before = known.map(Stored::state).orElse(NumberState.NEW);
            NumberState after = change.apply(before);
            if (after.equals(before) || (known.isEmpty() ? numbers.insert(number.value(), after, List.of())
                    : numbers.replace(number.value(), known.get().version(), after, List.of()))) {
                return after;
            }
        }
    }
}
