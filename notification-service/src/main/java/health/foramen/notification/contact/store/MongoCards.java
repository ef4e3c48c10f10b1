package health.foramen.notification.contact.store;

import com.mongodb.client.model.Filters;
import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.PatientCard.Formerly;
import health.foramen.notification.contact.SiteCard;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cards in {@code patient-cards} and {@code site-cards}; who shares a number in {@code numbers}. A number's document may name a patient who
 * has left it: whoever reads it asks the card.
 */
public final class MongoCards implements Cards {

    /** In one person's list; two are usual. */
    private static final int MOST_LED = 20;

    /** How a record was reached until that version of its card. */
    record Before(long until, Formerly formerly) {
    }

    /** A record that leads here, as it was reached then. Whether it still does is its own document's to say. */
    record Led(String id, Formerly formerly) {
    }

    /**
     * @param erased the version at which the patient was erased; then there is no card
     * @param lead   the last word on which record this one leads to
     * @param led    records that lead to this one, at most {@value #MOST_LED}
     */
    record PatientState(Optional<PatientCard> card, Optional<Long> erased, Optional<Lead> lead, List<Led> led, Optional<Before> before) {

        static final PatientState NOBODY = new PatientState(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

        PatientState {
            card = card == null ? Optional.empty() : card;
            erased = erased == null ? Optional.empty() : erased;
            lead = lead == null ? Optional.empty() : lead;
            led = led == null ? List.of() : led.stream().limit(MOST_LED).toList();
            before = before == null ? Optional.empty() : before;
        }

        long version() {
            return card.map(PatientCard::version).or(() -> erased).orElse(0L);
        }

        /** The id under which it lies; empty where nothing but that others lead to it is known. */
        Optional<String> itself() {
            return lead.map(Lead::led).or(() -> card.map(PatientCard::patientId));
        }

        Optional<String> into() {
            return lead.flatMap(Lead::into);
        }

        PatientState has(PatientCard next, Optional<Before> earlier) {
            return new PatientState(Optional.of(next), Optional.empty(), lead, led, earlier.or(() -> before));
        }

        PatientState gone(long version) {
            return new PatientState(Optional.empty(), Optional.of(version), lead, led, Optional.empty());
        }

        PatientState leads(Lead word) {
            return new PatientState(card, erased, Optional.of(word), led, before);
        }

        PatientState with(Led record) {
            return led.stream().anyMatch(one -> one.id().equals(record.id())) ? this
                    : new PatientState(card, erased, lead, Stream.concat(led.stream(), Stream.of(record)).toList(), before);
        }

        PatientState without(String record) {
            return new PatientState(card, erased, lead, led.stream().filter(one -> !one.id().equals(record)).toList(), before);
        }
    }

    private static final Duration SITES_KEPT = Duration.ofSeconds(2);

    /** @param at in {@link System#nanoTime} */
    private record ReadSite(SiteCard card, long at) {
    }

    private static final Formerly NOWHERE = new Formerly(Optional.empty(), Optional.empty());

    private final StateDocuments<PatientState> patients;
    private final StateDocuments<SiteCard> sites;
    private final Map<String, ReadSite> recentSites = new ConcurrentHashMap<>();
    private final Numbers numbers;
    private final NumberKey.Maker keys;

    public MongoCards(MongoOperations mongo, Outbox outbox, Numbers numbers, NumberKey.Maker keys, JsonMapper mapper) {
        patients = new StateDocuments<>(mongo, outbox, "patient-cards", PatientState.class, mapper);
        sites = new StateDocuments<>(mongo, outbox, "site-cards", SiteCard.class, mapper);
        this.numbers = numbers;
        this.keys = keys;
    }

    @Override
    public Optional<PatientCard> patient(String patientId) {
        return patients.find(patientId).flatMap(stored -> person(stored.state()));
    }

    /** One step of leading and no more: a record that others lead to leads to none. */
    private Optional<PatientCard> person(PatientState record) {
        if (record.into().isEmpty()) {
            return own(record);
        }
        // Who was erased is nobody's card; whose other card is on its way is reached by the own one, which says the same.
        return record.erased().isPresent() ? Optional.empty() : patients.find(record.into().get()).flatMap(standing -> own(standing.state())).or(record::card);
    }

    private static Optional<PatientCard> own(PatientState record) {
        return record.card().map(card -> record.led().isEmpty() ? card : card.formerly(record.led().stream().map(Led::formerly).toList()));
    }

    @Override
    public Map<String, PatientCard> byRecord(Collection<String> patientIds) {
        Map<String, PatientCard> found = new HashMap<>();
        patients.findAll(patientIds).forEach(stored -> stored.state().itself().ifPresent(id -> person(stored.state()).ifPresent(card -> found.put(id, card))));
        return found;
    }

    @Override
    public List<String> records(String patientId) {
        Optional<PatientState> own = patients.find(patientId).map(Stored::state);
        String standing = own.flatMap(PatientState::into).orElse(patientId);
        Optional<PatientState> state = standing.equals(patientId) ? own : patients.find(standing).map(Stored::state);
        List<String> led = state.map(PatientState::led).orElse(List.of()).stream().map(Led::id).toList();
        Stream<String> others = led.isEmpty() ? Stream.empty() : patients.findAll(led).stream().map(Stored::state).filter(record -> record.into().equals(Optional.of(standing)))
                .flatMap(record -> record.itself().stream());
        return Stream.of(Stream.of(standing), others, Stream.of(patientId)).flatMap(Function.identity()).distinct().toList();
    }

    @Override
    public Map<String, Long> versions(Collection<String> patientIds) {
        Map<String, Stored<PatientState>> found = patients.findById(patientIds);
        return patientIds.stream().distinct().collect(Collectors.toMap(Function.identity(), id -> found.containsKey(id) ? found.get(id).state().version() : 0L));
    }

    /** The standing record first: a crash between the two leaves a name too many in its list, which is checked when it is read. */
    @Override
    public boolean lead(Lead word) {
        Optional<PatientState> known = patients.find(word.led()).map(Stored::state);
        Optional<Lead> last = known.flatMap(PatientState::lead);
        if (last.filter(one -> one.version() > word.version()).isPresent()) {
            return false;
        }
        word.into().ifPresent(standing -> change(standing, state -> state.with(new Led(word.led(), known.map(record -> formerly(record, word.version())).orElse(NOWHERE)))));
        last.flatMap(Lead::into).filter(old -> !Optional.of(old).equals(word.into())).ifPresent(old -> change(old, state -> state.without(word.led())));
        AtomicBoolean news = new AtomicBoolean();
        change(word.led(), state -> {
            news.set(state.lead().filter(one -> one.version() >= word.version()).isEmpty());
            return news.get() ? state.leads(word) : state;
        });
        return news.get();
    }

    /** A card that was fetched since then says how the other record is reached; what it said before is remembered. */
    private Formerly formerly(PatientState record, long version) {
        return record.card().filter(card -> card.version() < version).map(this::reached)
                .or(() -> record.before().filter(before -> before.until() >= version).map(Before::formerly)).orElse(NOWHERE);
    }

    private Formerly reached(PatientCard card) {
        return new Formerly(card.phone().map(keys::of), card.email().map(keys::ofAddress));
    }

    private void change(String patientId, UnaryOperator<PatientState> change) {
        while (true) {
            Optional<Stored<PatientState>> known = patients.find(patientId);
            PatientState state = known.map(Stored::state).orElse(PatientState.NOBODY);
            PatientState after = change.apply(state);
            if (after.equals(state) || (known.isEmpty() ? patients.insert(patientId, after, List.of()) : patients.replace(patientId, known.get().version(), after, List.of()))) {
                return;
            }
        }
    }

    /** Every message about a visit asks for its site: another instance's word on it is heard two seconds later. */
    @Override
    public Optional<SiteCard> site(String siteId) {
        long now = System.nanoTime();
        ReadSite known = recentSites.get(siteId);
        if (known != null && now - known.at() < SITES_KEPT.toNanos()) {
            return Optional.of(known.card());
        }
        Optional<SiteCard> found = sites.find(siteId).map(Stored::state);
        found.ifPresent(card -> recentSites.put(siteId, new ReadSite(card, now)));
        return found;
    }

    @Override
    public List<PatientCard> named(String letters, int limit) {
        String wanted = letters.strip().toLowerCase(Locale.ROOT);
        return patients.find(Filters.exists("state.card")).stream().filter(stored -> stored.state().into().isEmpty()).flatMap(stored -> stored.state().card().stream())
                .filter(card -> (card.fullName() + " " + card.familyName() + ", " + card.givenName() + " " + card.phone().orElse("")).toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .sorted(Comparator.comparing(PatientCard::familyName).thenComparing(PatientCard::givenName))
                .limit(limit).toList();
    }

    @Override
    public boolean keep(PatientCard card) {
        card.phone().map(keys::of).ifPresent(key -> numbers.join(key, card.patientId()));
        while (true) {
            Optional<Stored<PatientState>> known = patients.find(card.patientId());
            if (known.filter(stored -> stored.state().version() >= card.version()).isPresent()) {
                return false;
            }
            PatientState state = known.map(Stored::state).orElse(PatientState.NOBODY);
            PatientState next = state.has(card, state.card().map(this::reached).filter(old -> !old.equals(reached(card))).map(old -> new Before(card.version(), old)));
            if (known.isEmpty() ? patients.insert(card.patientId(), next, List.of())
                    : patients.replace(card.patientId(), known.get().version(), next, List.of())) {
                // The phone of a record that leads elsewhere is still that person's: a text from it finds them.
                known.filter(_ -> next.into().isEmpty()).flatMap(stored -> stored.state().card()).flatMap(PatientCard::phone).map(keys::of)
                        .filter(old -> card.phone().map(keys::of).filter(old::equals).isEmpty())
                        .ifPresent(old -> numbers.leave(old, card.patientId()));
                return true;
            }
        }
    }

    /** As {@link #keep}, with few words for the many of whom nothing was known. */
    @Override
    public void keepAll(List<PatientCard> cards) {
        Map<NumberKey, List<String>> sharing = new LinkedHashMap<>();
        cards.forEach(card -> card.phone().map(keys::of).ifPresent(key -> sharing.computeIfAbsent(key, _ -> new ArrayList<>()).add(card.patientId())));
        numbers.joinAll(sharing);
        Map<String, PatientCard> byId = new LinkedHashMap<>();
        cards.forEach(card -> byId.put(card.patientId(), card));
        Set<String> known = patients.findById(byId.keySet()).keySet();
        Map<String, PatientState> fresh = new LinkedHashMap<>();
        byId.forEach((id, card) -> {
            if (!known.contains(id)) {
                fresh.put(id, PatientState.NOBODY.has(card, Optional.empty()));
            }
        });
        Set<String> inserted = patients.insertAll(fresh);
        byId.values().stream().filter(card -> !inserted.contains(card.patientId())).forEach(this::keep);
    }

    @Override
    public boolean keep(SiteCard card) {
        boolean newer = sites.keepIfNewer(card.siteId(), card, SiteCard::version);
        recentSites.remove(card.siteId());
        return newer;
    }

    @Override
    public void erasePatient(String patientId, long version) {
        while (true) {
            Optional<Stored<PatientState>> known = patients.find(patientId);
            PatientState state = known.map(Stored::state).orElse(PatientState.NOBODY);
            PatientState gone = state.gone(Math.max(version, state.version()));
            known.flatMap(stored -> stored.state().card()).flatMap(PatientCard::phone).map(keys::of).ifPresent(key -> numbers.leave(key, patientId));
            state.before().flatMap(before -> before.formerly().number()).ifPresent(key -> numbers.leave(key, patientId));
            if (known.isEmpty() ? patients.insert(patientId, gone, List.of()) : patients.replace(patientId, known.get().version(), gone, List.of())) {
                return;
            }
        }
    }

    @Override
    public List<String> patientsOf(NumberKey number) {
        return patients(numbers.patients(number)).stream().filter(card -> card.phone().map(keys::of).filter(number::equals).isPresent()
                        || card.formerly().stream().anyMatch(former -> former.number().filter(number::equals).isPresent()))
                .map(PatientCard::patientId).distinct().toList();
    }
}
