package health.foramen.notification.contact.store;

import com.mongodb.client.model.Filters;
import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cards in {@code patient-cards} and {@code site-cards}; who shares a number in {@code numbers}. A number's document may name a patient who
 * has left it: whoever reads it asks the card.
 */
public final class MongoCards implements Cards {

    /** @param erased the version at which the patient was erased; then there is no card */
    record PatientState(Optional<PatientCard> card, Optional<Long> erased) {
        long version() {
            return card.map(PatientCard::version).or(() -> erased).orElse(0L);
        }
    }

    private final StateDocuments<PatientState> patients;
    private final StateDocuments<SiteCard> sites;
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
        return patients.find(patientId).flatMap(stored -> stored.state().card());
    }

    @Override
    public List<PatientCard> patients(Collection<String> patientIds) {
        return patients.findAll(patientIds).stream().flatMap(stored -> stored.state().card().stream()).toList();
    }

    @Override
    public Optional<SiteCard> site(String siteId) {
        return sites.find(siteId).map(Stored::state);
    }

    @Override
    public List<PatientCard> named(String letters, int limit) {
        String wanted = letters.strip().toLowerCase(Locale.ROOT);
        return patients.find(Filters.exists("state.card")).stream().flatMap(stored -> stored.state().card().stream())
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
            PatientState next = new PatientState(Optional.of(card), Optional.empty());
            if (known.isEmpty() ? patients.insert(card.patientId(), next, List.of())
                    : patients.replace(card.patientId(), known.get().version(), next, List.of())) {
                known.flatMap(stored -> stored.state().card()).flatMap(PatientCard::phone).map(keys::of)
                        .filter(old -> card.phone().map(keys::of).filter(old::equals).isEmpty())
                        .ifPresent(old -> numbers.leave(old, card.patientId()));
                return true;
            }
        }
    }

    @Override
    public boolean keep(SiteCard card) {
        while (true) {
            Optional<Stored<SiteCard>> known = sites.find(card.siteId());
            if (known.filter(stored -> stored.state().version() >= card.version()).isPresent()) {
                return false;
            }
            if (known.isEmpty() ? sites.insert(card.siteId(), card, List.of()) : sites.replace(card.siteId(), known.get().version(), card, List.of())) {
                return true;
            }
        }
    }

    @Override
    public void erasePatient(String patientId, long version) {
        while (true) {
            Optional<Stored<PatientState>> known = patients.find(patientId);
            PatientState gone = new PatientState(Optional.empty(), Optional.of(Math.max(version, known.map(stored -> stored.state().version()).orElse(0L))));
            known.flatMap(stored -> stored.state().card()).flatMap(PatientCard::phone).map(keys::of).ifPresent(key -> numbers.leave(key, patientId));
            if (known.isEmpty() ? patients.insert(patientId, gone, List.of()) : patients.replace(patientId, known.get().version(), gone, List.of())) {
                return;
            }
        }
    }

    @Override
    public List<String> patientsOf(NumberKey number) {
        return patients(numbers.patients(number)).stream().filter(card -> card.phone().map(keys::of).filter(number::equals).isPresent())
                .map(PatientCard::patientId).toList();
    }
}
