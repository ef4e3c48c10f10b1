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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What follows when scheduling-service states an appointment's present: its journey is planned, planned anew, or ended, in one write. */
public final class FollowingAppointments {

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final KeepingCards keepingCards;
    private final Receivers receivers;
    private final TextLedger ledger;
    private final Cadence cadence;
    private final Clock clock;
    /** Sites are few and never erased: one that was there once needs no look with each event. */
    private final Set<String> knownSites = ConcurrentHashMap.newKeySet();

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

    /** @return false when a newer or equal revision was heard before */
    public boolean appointmentIs(Appointment fact) {
        Optional<PatientCard> card = cards.patient(fact.patientId());
        Optional<Recipient> recipient = card.map(receivers::recipient);
        if (card.isEmpty()) {
            keepingCards.wantPatient(fact.patientId(), 1);
        }
        if (!knownSites.contains(fact.siteId())) {
            cards.site(fact.siteId()).ifPresentOrElse(site -> knownSites.add(site.siteId()), () -> keepingCards.wantSite(fact.siteId(), 1));
        }
        String person = card.map(PatientCard::patientId).orElse(fact.patientId());
        Instant now = clock.instant();
        AtomicBoolean changed = new AtomicBoolean();
        journeys.changeOrBegin(fact.appointmentId(), fact.patientId(), fact.revision() == 1, journey -> {
            Outcome outcome = journey.told(fact, recipient, cadence, ledger.of(person), now);
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

        /** The card with what its holder asked us not to do. */
        public PatientCard asWished(PatientCard card) {
            return receiver(card).card();
        }

        Clearing.Receiver receiver(PatientCard card) {
            return new Clearing.Receiver(wishes.noMail(card) ? card.withoutMail() : card, wishes.texts(card), regionsMatter ? card.phone().flatMap(telephones::region) : Optional.empty());
        }
    }
}
