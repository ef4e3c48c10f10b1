package health.foramen.notification.journey;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.Telephones;
import health.foramen.notification.contact.Wishes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What follows when scheduling-service states an appointment's present: its journey is planned, planned anew, or ended, in one write. */
public final class FollowingAppointments {

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final KeepingCards keepingCards;
    private final Receivers receivers;
    private final TextLedger ledger;
    private final Cadence cadence;
    private final Clock clock;

    public FollowingAppointments(KeepingJourneys journeys, Cards cards, KeepingCards keepingCards, Receivers receivers, TextLedger ledger, Cadence cadence,
            Clock clock) {
        this.journeys = journeys;
        this.cards = cards;
        this.keepingCards = keepingCards;
        this.receivers = receivers;
        this.ledger = ledger;
        this.cadence = cadence;
        this.clock = clock;
    }

    /**
     * @param facts heard together, in their order
     * @return for each, false when a newer or equal revision was heard before
     */
    public List<Boolean> appointmentsAre(List<Appointment> facts) {
        List<Boolean> changed = new ArrayList<>();
        Map<String, Appointment> together = new LinkedHashMap<>();
        for (Appointment fact : facts) {
            if (together.containsKey(fact.appointmentId())) {
                changed.addAll(areNow(together.values()));
                together.clear();
            }
            together.put(fact.appointmentId(), fact);
        }
        changed.addAll(areNow(together.values()));
        return changed;
    }

    /** Each of another appointment: whom they are about is looked up together. */
    private List<Boolean> areNow(Collection<Appointment> facts) {
        facts.stream().map(Appointment::siteId).distinct().forEach(site -> keepingCards.wantSite(site, 1));
        Set<String> patients = facts.stream().map(Appointment::patientId).collect(Collectors.toSet());
        Map<String, PatientCard> people = cards.byRecord(patients);
        Map<String, Long> missing = patients.stream().filter(patient -> !people.containsKey(patient)).collect(Collectors.toMap(Function.identity(), _ -> 1L));
        keepingCards.wantPatients(missing);
        Map<String, Recipient> recipients = receivers.recipients(people.values());
        Map<String, List<Instant>> sent = ledger.ofPatients(Stream.concat(missing.keySet().stream(), recipients.keySet().stream()).toList());
        Instant now = clock.instant();
        Map<String, Function<Journey, Outcome>> decisions = new HashMap<>();
        facts.forEach(fact -> {
            String person = people.containsKey(fact.patientId()) ? people.get(fact.patientId()).patientId() : fact.patientId();
            decisions.put(fact.appointmentId(), journey -> journey.told(fact, Optional.ofNullable(recipients.get(person)), cadence, sent.get(person), now));
        });
        // The first word on an appointment: nobody has heard of it before, unless it is said again.
        List<Journey> unborn = facts.stream().filter(fact -> fact.revision() == 1).map(fact -> Journey.unborn(fact.appointmentId(), fact.patientId())).toList();
        Set<String> begun = journeys.beginAll(unborn, journey -> decisions.get(journey.id()).apply(journey));
        return facts.stream().map(fact -> begun.contains(fact.appointmentId()) || told(fact, decisions.get(fact.appointmentId()))).toList();
    }

    private boolean told(Appointment fact, Function<Journey, Outcome> decision) {
        AtomicBoolean changed = new AtomicBoolean();
        journeys.changeOrBegin(fact.appointmentId(), fact.patientId(), journey -> {
            Outcome outcome = decision.apply(journey);
            changed.set(outcome instanceof Outcome.Changed);
            return outcome;
        });
        return changed.get();
    }

    /** Who can be reached how, with what their numbers' holders asked for. */
    public static final class Receivers {

        private final Wishes wishes;
        private final Telephones telephones;
        private final boolean regionsMatter;

        /** Which country a number belongs to is asked only where the cadence has caps for one: it takes longer than the rest of a plan. */
        public Receivers(OptOuts optOuts, NumberKey.Maker keys, Telephones telephones, Cadence cadence) {
            this.wishes = new Wishes(optOuts, keys);
            this.telephones = telephones;
            this.regionsMatter = cadence.otherCaps().stream().anyMatch(other -> other.region().isPresent());
        }

        public Recipient recipient(PatientCard card) {
            return receiver(card).recipient();
        }

        /** Each under the id on the card. */
        Map<String, Recipient> recipients(Collection<PatientCard> cards) {
            Wishes theirs = wishes.of(cards);
            return cards.stream().collect(Collectors.toMap(PatientCard::patientId, card -> receiver(card, theirs).recipient(), (one, _) -> one));
        }

        /** The card with what its holder asked us not to do. */
        public PatientCard asWished(PatientCard card) {
            return receiver(card).card();
        }

        Clearing.Receiver receiver(PatientCard card) {
            return receiver(card, wishes.of(List.of(card)));
        }

        private Clearing.Receiver receiver(PatientCard card, Wishes wishes) {
            return new Clearing.Receiver(wishes.noMail(card) ? card.withoutMail() : card, wishes.texts(card), regionsMatter ? card.phone().flatMap(telephones::region) : Optional.empty());
        }
    }
}
