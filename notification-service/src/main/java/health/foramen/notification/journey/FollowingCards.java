package health.foramen.notification.journey;

import health.foramen.notification.contact.CardWatch;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** A card came or changed: journeys that waited catch up, others are planned as the patient wishes now. A card went: nothing more is said. */
public final class FollowingCards implements CardWatch {

    private final KeepingJourneys journeys;
    private final Receivers receivers;
    private final TextLedger ledger;
    private final Cadence cadence;
    private final Clock clock;

    public FollowingCards(KeepingJourneys journeys, Receivers receivers, TextLedger ledger, Cadence cadence, Clock clock) {
        this.journeys = journeys;
        this.receivers = receivers;
        this.ledger = ledger;
        this.cadence = cadence;
        this.clock = clock;
    }

    @Override
    public void patientChanged(PatientCard card) {
        Recipient recipient = receivers.recipient(card);
        Instant now = clock.instant();
        journeys.ofPatient(card.patientId()).forEach(known -> journeys.change(known.id(),
                journey -> journey.reachable(recipient, cadence, ledger.of(card.patientId()), now)));
    }

    @Override
    public Set<String> concerned(Collection<String> patientIds) {
        return journeys.patientsWithAny(patientIds);
    }

    /** One person has one allowance: what either record got counts. */
    @Override
    public void recordLeads(String recordId, String standing) {
        ledger.join(recordId, standing);
    }

    /** The dispatcher looks again by itself within a second. */
    @Override
    public void siteChanged(SiteCard card) {
    }

    @Override
    public void patientErased(String patientId) {
        Instant now = clock.instant();
        journeys.ofRecord(patientId).forEach(known -> journeys.change(known.id(), journey -> journey.erased(now)));
    }
}
