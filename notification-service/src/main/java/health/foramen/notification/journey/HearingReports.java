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
        Optional<Step> step = key.flatMap(one -> journeys.find(one.journeyId())).flatMap(known -> known.step(key.get()));
        if (step.isEmpty()) {
            return false;
        }
        if (report.status() == StatusReport.Status.UNDERWAY && !step.get().isInTheAir()) {
            // The commonest report by far tells what is known already.
            return true;
        }
        Instant now = clock.instant();
        Optional<Channel> instead = report.status() == StatusReport.Status.FAILED ? failed(key.get(), report, now) : Optional.empty();
        journeys.change(key.get().journeyId(), known -> known.reported(key.get(), report, instead, now));
        return true;
    }
    /** @return the way that is left */
    private Optional<Channel> failed(StepKey key, StatusReport report, Instant now) {
        Optional<PatientCard> card = journeys.find(key.journeyId()).flatMap(journey -> cards.patient(journey.patientId()));
        if (report.numberIsBad()) {
            card.flatMap(PatientCard::phone).map(keys::of).ifPresent(number -> optOuts.bad(number, "code " + report.error().orElse(""), now));
        }
        return card.map(receivers::receiver).flatMap(receiver -> receiver.insteadOf(key.channel()));
    }
}
