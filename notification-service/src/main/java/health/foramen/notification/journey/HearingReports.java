package health.foramen.notification.journey;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.Journeys.Kept;
import health.foramen.notification.text.StatusReport;
import health.foramen.notification.text.StatusReports;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps what the provider says became of a text. A number that takes none is not tried again: at once when the provider says that it never
 * will, and after so many texts in a row that did not reach the phone, with none between that did.
 */
public final class HearingReports implements StatusReports {

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final Receivers receivers;
    private final OptOuts optOuts;
    private final NumberKey.Maker keys;
    private final int missedInARow;
    private final Clock clock;

    public HearingReports(KeepingJourneys journeys, Cards cards, Receivers receivers, OptOuts optOuts, NumberKey.Maker keys, int missedInARow, Clock clock) {
        this.journeys = journeys;
        this.cards = cards;
        this.receivers = receivers;
        this.optOuts = optOuts;
        this.keys = keys;
        this.missedInARow = missedInARow;
        this.clock = clock;
    }

    @Override
    public boolean heard(StatusReport report) {
        Optional<StepKey> key = StepKey.of(report.reference());
        Optional<Kept> kept = key.flatMap(one -> journeys.read(one.journeyId()));
        Optional<Step> step = kept.flatMap(known -> known.journey().step(key.get()));
        if (step.isEmpty()) {
            return false;
        }
        if (report.status() == StatusReport.Status.UNDERWAY && !step.get().isInTheAir()) {
            // The commonest report by far tells what is known already.
            return true;
        }
        Instant now = clock.instant();
        Optional<Channel> instead = report.status() == StatusReport.Status.FAILED ? failed(key.get(), report, now) : Optional.empty();
        journeys.change(kept.get(), known -> known.reported(key.get(), report, instead, now));
        return true;
    }

    /** When a text to this number last arrived, whoever of its family it was for. */
    private Instant lastArrived(NumberKey number) {
        return cards.patientsOf(number).stream().flatMap(patient -> journeys.ofPatient(patient).stream()).flatMap(journey -> journey.steps().stream())
                .filter(step -> step.channel() == Channel.TEXT && step.state() instanceof StepState.Delivered)
                .flatMap(step -> step.state().when().stream()).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** @return the way that is left */
    private Optional<Channel> failed(StepKey key, StatusReport report, Instant now) {
        Optional<PatientCard> card = journeys.find(key.journeyId()).flatMap(journey -> cards.patient(journey.patientId()));
        card.flatMap(PatientCard::phone).map(keys::of).ifPresent(number -> {
            if (report.numberIsBad()) {
                optOuts.bad(number, "code " + report.error().orElse(""), now);
            } else if (report.missedThePhone() && optOuts.missed(number, key.word(), now, lastArrived(number)) >= missedInARow) {
                optOuts.bad(number, missedInARow + " texts in a row did not reach it (code " + report.error().orElse("") + ")", now);
            }
        });
        return card.map(receivers::receiver).flatMap(receiver -> receiver.insteadOf(key.channel()));
    }
}
