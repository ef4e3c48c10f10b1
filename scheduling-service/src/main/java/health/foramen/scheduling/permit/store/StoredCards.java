package health.foramen.scheduling.permit.store;

import com.mongodb.client.model.Filters;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Cards by patient. Which ones are wanted is remembered in memory too; after a start they are looked for once. */
public final class StoredCards implements Cards {

    private final StateDocuments<Card> cards;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private volatile boolean searched;

    public StoredCards(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.cards = new StateDocuments<>(mongo, outbox, "cards", Card.class, mapper);
    }

    @Override
    public Optional<Card> find(String patient) {
        return cards.find(patient).map(Stored::state);
    }

    @Override
    public Map<String, Card> named(Collection<String> patients) {
        Map<String, Card> named = new HashMap<>();
        cards.findAll(Set.copyOf(patients)).forEach(stored -> named.put(stored.state().patient(), stored.state()));
        patients.forEach(patient -> named.computeIfAbsent(patient, p -> Card.wanting(p, 0)));
        return named;
    }

    @Override
    public void want(String patient) {
        if (cards.find(patient).isEmpty() && cards.insert(patient, Card.wanting(patient, 0), List.of())) {
            wanted.add(patient);
        }
    }

    @Override
    public Set<String> changed(Map<String, Long> sequences) {
        Set<String> newer = new HashSet<>();
        cards.findById(sequences.keySet()).forEach((patient, known) -> {
            long sequence = sequences.get(patient);
            if (keep(patient, sequence, Optional.of(known), Optional.empty(), card -> card.stale(sequence))) {
                newer.add(patient);
            }
        });
        wanted.addAll(newer);
        return newer;
    }

    @Override
    public boolean erased(String patient, long sequence) {
        wanted.remove(patient);
        return keep(patient, sequence, cards.find(patient), Optional.of(Card.wanting(patient, 0)), card -> card.erase(sequence));
    }

    @Override
    public List<String> wanted(int atMost) {
        if (!searched) {
            cards.find(Filters.eq("state.wanted", true)).forEach(stored -> wanted.add(stored.state().patient()));
            searched = true;
        }
        return wanted.stream().limit(atMost).toList();
    }

    @Override
    public void fetched(String patient, long seenSequence, Optional<Card.Words> words) {
        Optional<Stored<Card>> known = cards.find(patient);
        if (known.isEmpty() || known.get().state().erased()) {
            wanted.remove(patient);
            return;
        }
        Card card = known.get().state();
        // Changed while it was fetched: what was fetched may be the older words, so it is wanted still.
        if (card.sequence() == seenSequence && words.isPresent() && cards.replace(patient, known.get().version(), card.with(words.get()), List.of())) {
            wanted.remove(patient);
        }
    }

    /**
     * @param read    the card as it was read just now
     * @param unknown what a patient without a card begins with; empty: nothing is kept of them
     */
    private boolean keep(String patient, long sequence, Optional<Stored<Card>> read, Optional<Card> unknown, UnaryOperator<Card> change) {
        for (Optional<Stored<Card>> known = read; ; known = cards.find(patient)) {
            Optional<Card> before = known.map(Stored::state).or(() -> unknown);
            if (before.isEmpty() || known.isPresent() && before.get().sequence() >= sequence) {
                return false;
            }
            Card next = change.apply(before.get());
            boolean kept = known.map(k -> cards.replace(patient, k.version(), next, List.of())).orElseGet(() -> cards.insert(patient, next, List.of()));
            if (kept) {
                return true;
            }
        }
    }
}
