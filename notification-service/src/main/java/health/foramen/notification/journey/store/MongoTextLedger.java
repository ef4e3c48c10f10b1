package health.foramen.notification.journey.store;

import health.foramen.notification.journey.Allowance;
import health.foramen.notification.journey.StepKey;
import health.foramen.notification.journey.TextLedger;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** {@code text-ledger}, one document a patient, with the texts that still count; older ones leave with the next. */
public final class MongoTextLedger implements TextLedger {

    record Sent(String key, Instant at) {
    }

    record Ledger(List<Sent> sent) {
        List<Instant> times() {
            return sent.stream().map(Sent::at).toList();
        }
    }

    private final StateDocuments<Ledger> ledgers;

    public MongoTextLedger(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        ledgers = new StateDocuments<>(mongo, outbox, "text-ledger", Ledger.class, mapper);
    }

    @Override
    public List<Instant> of(String patientId) {
        return ledgers.find(patientId).map(stored -> stored.state().times()).orElse(List.of());
    }

    @Override
    public Map<String, List<Instant>> ofPatients(Collection<String> patientIds) {
        Map<String, Stored<Ledger>> known = ledgers.findById(patientIds);
        return patientIds.stream().distinct().collect(Collectors.toMap(Function.identity(), id -> known.containsKey(id) ? known.get(id).state().times() : List.of()));
    }

    @Override
    public boolean take(String patientId, StepKey key, Instant at, Predicate<List<Instant>> allowed) {
        while (true) {
            Optional<Stored<Ledger>> known = ledgers.find(patientId);
            List<Sent> sent = known.map(stored -> stored.state().sent()).orElse(List.of());
            if (sent.stream().anyMatch(one -> one.key().equals(key.word()))) {
                return true;
            }
            Instant counts = at.minus(Duration.ofDays(Allowance.DAYS + 1L));
            List<Sent> counting = sent.stream().filter(one -> one.at().isAfter(counts)).toList();
            if (!allowed.test(counting.stream().map(Sent::at).toList())) {
                return false;
            }
            Ledger after = new Ledger(Stream.concat(counting.stream(), Stream.of(new Sent(key.word(), at))).toList());
            if (known.isEmpty() ? ledgers.insert(patientId, after, List.of()) : ledgers.replace(patientId, known.get().version(), after, List.of())) {
                return true;
            }
        }
    }

    @Override
    public void join(String from, String into) {
        List<Sent> theirs = ledgers.find(from).map(stored -> stored.state().sent()).orElse(List.of());
        while (!theirs.isEmpty()) {
            Optional<Stored<Ledger>> known = ledgers.find(into);
            Ledger before = known.map(Stored::state).orElse(new Ledger(List.of()));
            Ledger after = new Ledger(Stream.concat(before.sent().stream(), theirs.stream()).distinct().toList());
            if (after.equals(before) || (known.isEmpty() ? ledgers.insert(into, after, List.of()) : ledgers.replace(into, known.get().version(), after, List.of()))) {
                return;
            }
        }
    }

    @Override
    public void giveBack(String patientId, StepKey key) {
        while (true) {
            Optional<Stored<Ledger>> known = ledgers.find(patientId);
            if (known.isEmpty()) {
                return;
            }
            Ledger after = new Ledger(known.get().state().sent().stream().filter(one -> !one.key().equals(key.word())).toList());
            if (after.equals(known.get().state()) || ledgers.replace(patientId, known.get().version(), after, List.of())) {
                return;
            }
        }
    }
}
