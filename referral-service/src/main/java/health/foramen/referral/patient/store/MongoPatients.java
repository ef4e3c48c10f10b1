package health.foramen.referral.patient.store;

import static com.mongodb.client.model.Filters.in;

import health.foramen.outbox.Duplicates;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.referral.care.store.Entries;
import health.foramen.referral.care.store.Written;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PatientEvent;
import health.foramen.referral.patient.PatientOutcome;
import health.foramen.referral.patient.PatientSearch;
import health.foramen.referral.patient.Patients;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code patients}: one document per person. {@code patient-keys}: what recognises a person, each key claimed once. Keys and search words
 * are written before the person they lead to: a word too many is harmless, a person who cannot be found is not.
 */
public final class MongoPatients implements Patients, PatientSearch {

    static final String COLLECTION = "patients";
    static final String KEYS = "patient-keys";

    /** The candidates that one search looks at; more than a desk could read. */
    private static final int MOST_CANDIDATES = 4_000;

    private final StateDocuments<Patient> documents;
    private final MongoOperations mongo;
    private final SearchWords words;

    public MongoPatients(MongoOperations mongo, Outbox outbox) {
        this.mongo = mongo;
        this.documents = new StateDocuments<>(mongo, outbox, COLLECTION, Patient.class, Written.words().mapper());
        this.words = new SearchWords(mongo);
    }

    @Override
    public Optional<Patient> find(UUID id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    @Override
    public Map<UUID, Patient> find(Collection<UUID> ids) {
        var themselves = themselves(ids);
        var led = themselves(themselves.values().stream().flatMap(patient -> patient.leadsTo().stream()).filter(id -> !themselves.containsKey(id)).toList());
        led.putAll(themselves);
        var found = new HashMap<UUID, Patient>();
        themselves.forEach((id, patient) -> found.put(id, patient.leadsTo().map(led::get).orElse(patient)));
        return found;
    }

    @Override
    public Optional<Patient> itself(UUID id) {
        return documents.find(id.toString()).map(stored -> stored.state());
    }

    @Override
    public Map<UUID, Patient> themselves(Collection<UUID> ids) {
        var found = new HashMap<UUID, Patient>();
        documents.findAll(ids.stream().distinct().map(UUID::toString).toList()).forEach(stored -> found.put(stored.state().id(), stored.state()));
        return found;
    }

    @Override
    public UUID claim(String key, Collection<String> others, UUID candidate) {
        // In this order: none leads to a candidate who came too late for the first.
        var taken = mongo.execute(KEYS, keys -> Duplicates.insertUntilOneIsThere(keys, leading(Stream.concat(Stream.of(key), others.stream()), candidate)));
        if (taken.isEmpty()) {
            return candidate;
        }
        var owner = taken.getAsInt() == 0 ? whose(key).orElseThrow() : candidate;
        if (!others.isEmpty()) {
            Entries.insertMissing(mongo, KEYS, leading(others.stream(), owner));
        }
        return owner;
    }

    private static List<Document> leading(Stream<String> keys, UUID patient) {
        return keys.map(key -> new Document("_id", key).append("patient", patient.toString())).toList();
    }

    @Override
    public Map<String, UUID> whose(Collection<String> keys) {
        var found = new HashMap<String, UUID>();
        mongo.execute(KEYS, stored -> {
            stored.find(in("_id", keys)).forEach(key -> found.put(key.getString("_id"), UUID.fromString(key.getString("patient"))));
            return null;
        });
        return found;
    }

    @Override
    public boolean add(PatientOutcome.Changed registered) {
        var patient = registered.patient();
        words.add(patient, SearchWords.of(patient));
        return documents.insert(patient.id().toString(), patient, events(registered.event()));
    }

    @Override
    public PatientOutcome change(UUID id, Function<Patient, PatientOutcome> decision) {
        while (true) {
            var standing = find(id).map(Patient::id).orElse(id);
            var outcome = changeItself(standing, patient -> patient.leadsTo().isPresent() ? new PatientOutcome.Unknown() : decision.apply(patient));
            if (!(outcome instanceof PatientOutcome.Unknown) || find(id).isEmpty()) {
                return outcome;
            }
        }
    }

    @Override
    public PatientOutcome changeItself(UUID id, Function<Patient, PatientOutcome> decision) {
        while (true) {
            var stored = documents.find(id.toString());
            if (stored.isEmpty()) {
                return new PatientOutcome.Unknown();
            }
            var before = stored.get().state();
            var outcome = decision.apply(before);
            if (!(outcome instanceof PatientOutcome.Changed(var after, var event))) {
                return outcome;
            }
            var gained = new LinkedHashSet<>(SearchWords.of(after));
            gained.removeAll(SearchWords.of(before));
            words.add(after, gained);
            if (documents.replace(id.toString(), stored.get().version(), after, events(event))) {
                var lost = new LinkedHashSet<>(SearchWords.of(before));
                lost.removeAll(SearchWords.of(after));
                words.remove(after, lost);
                if (after.erased()) {
                    forget(before);
                }
                return outcome;
            }
        }
    }

    @Override
    public List<Patient> find(String typed, int most) {
        var candidates = words.candidates(typed, MOST_CANDIDATES);
        var fitting = themselves(candidates).values().stream().filter(patient -> !patient.erased()).filter(patient -> SearchWords.match(patient, typed))
                .map(Patient::id).toList();
        return find(fitting).values().stream().distinct()
                .sorted(Comparator.comparing((Patient patient) -> patient.identity().familyName()).thenComparing(patient -> patient.identity().givenName()))
                .limit(most).toList();
    }

    @Override
    public Map<UUID, List<Patient>> alike(Collection<Patient> people, int most) {
        var ids = new HashMap<UUID, List<UUID>>();
        words.alike(people).forEach((id, others) -> ids.put(id, others.stream().filter(other -> !other.equals(id)).limit(most).toList()));
        var others = themselves(ids.values().stream().flatMap(List::stream).toList());
        others.values().removeIf(other -> other.erased() || other.leadsTo().isPresent());
        var alike = new HashMap<UUID, List<Patient>>();
        ids.forEach((id, those) -> alike.put(id, those.stream().filter(others::containsKey).map(others::get).toList()));
        return alike;
    }

    /** Keys hold the name; they go with it. */
    private void forget(Patient erased) {
        mongo.execute(KEYS, keys -> keys.deleteMany(in("_id", keys(erased))));
    }

    private static Set<String> keys(Patient patient) {
        var keys = new LinkedHashSet<String>();
        keys.add(patient.identity().matchKey());
        patient.recordNumbers().forEach((practice, number) -> {
            keys.add(patient.identity().matchKey() + "#" + practice + "/" + number);
            keys.add("record:" + practice + ":" + number);
        });
        return keys;
    }

    /** Who copies a merged record hears of the changes of the one that stands for it. */
    private static List<OutboxEvent> events(PatientEvent event) {
        var patient = event.patient();
        var id = patient.id().toString();
        return switch (event) {
            case PatientEvent.PatientChanged(_, var at) -> Stream.concat(Stream.of(patient.id()), patient.leading().stream().map(Patient.Leading::id))
                    .map(known -> OutboxEvent.of("patient.changed.v1", known.toString(), patient.versionAs(known), at, PatientFact.of(patient, known))).toList();
            case PatientEvent.PatientMerged(_, var at) -> List.of(
                    OutboxEvent.of("patient.merged.v1", id, patient.version(), at, new PatientFact.Merged(id, patient.version(), patient.leadsTo())),
                    OutboxEvent.of("patient.changed.v1", id, patient.version(), at, PatientFact.of(patient, patient.id())));
            case PatientEvent.PatientErased(_, var at) ->
                    List.of(OutboxEvent.of("patient.erased.v1", id, patient.version(), at, new PatientFact.Erased(id, patient.version())));
        };
    }
}
