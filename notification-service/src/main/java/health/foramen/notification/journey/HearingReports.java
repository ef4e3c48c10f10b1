package health.foramen.notification.journey;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.text.StatusReport;
import health.foramen.notification.text.StatusReports;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Keeps what the provider says became of a text; a number that takes none is not tried again. */
public final class HearingReports implements StatusReports {

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final Receivers receivers;
    private final OptOuts optOuts;
    private final NumberKey.Maker keys;
    private final Clock clock;

    public HearingReports(KeepingJourneys journeys, Cards cards, Receivers receivers, OptOuts optOuts, NumberKey.Maker keys, Clock clock) {
        this.journeys = journeys;
        this.cards = cards;
        this.receivers = receivers;
        this.optOuts = optOuts;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public boolean heard(StatusReport report) {
        Optional<StepKey> key = StepKey.of(report.reference());
        Optional<Journey> journey = key.flatMap(one -> journeys.find(one.journeyId()));
        if (journey.flatMap(known -> known.step(key.get())).isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Optional<PatientCard> card = cards.patient(journey.get().patientId());
        if (report.numberIsBad()) {
            card.flatMap(PatientCard::phone).map(keys::of).ifPresent(number -> optOuts.bad(number, "code " + report.error().orElse(""), now));
        }
        Optional<Channel> instead = card.map(receivers::receiver).flatMap(Clearing::instead);
        journeys.change(journey.get().id(), known -> known.reported(key.get(), report, instead, now));
        return true;
    }
}
