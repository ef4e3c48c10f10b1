package health.foramen.notification.journey;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Cadence.Phase;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.Planning.Explained;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages an appointment would get, and why each at its hour and by its channel: under the cadence in force or under one that a clinic
 * thinks of. Nothing is stored and nothing is sent.
 */
public final class PreviewingJourneys {

    /** Reads a cadence that somebody pasted. @see BrokenCadence */
    public interface Reader {
        Cadence read(String file, String content);
    }

    /** For a visit that lies behind us: as if it had been booked so long before. */
    private static final Duration BOOKED_BEFORE = Duration.ofDays(21);
    /** Where nobody has fixed a follow-up yet. */
    private static final int FOLLOW_UP_DAYS = 28;

    /** @param toldAt when the patient's clinic booked, as the preview has it */
    public record Preview(Cadence cadence, Appointment visit, Recipient recipient, Instant toldAt, List<Explained> steps) {
    }

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final Receivers receivers;
    private final Cadence inForce;
    private final Reader reader;

    public PreviewingJourneys(KeepingJourneys journeys, Cards cards, Receivers receivers, Cadence inForce, Reader reader) {
        this.journeys = journeys;
        this.cards = cards;
        this.receivers = receivers;
        this.inForce = inForce;
        this.reader = reader;
    }

    /** @throws BrokenCadence with line and reason */
    public Cadence cadence(Optional<String> pasted) {
        return pasted.map(content -> reader.read("what you pasted", content)).orElse(inForce);
    }

    /** Of a visit that is known; empty without one of that id, or while its patient's card is missing. */
    public Optional<Preview> of(String appointmentId, Cadence cadence, Optional<Instant> toldAt) {
        Optional<Appointment> visit = journeys.find(appointmentId).flatMap(Journey::appointment);
        Optional<PatientCard> card = visit.flatMap(known -> cards.patient(known.patientId()));
        return card.map(known -> {
            Appointment of = visit.get();
            Instant told = toldAt.orElseGet(() -> of.isAhead() && of.at().isBefore(of.start()) ? of.at() : of.start().minus(BOOKED_BEFORE));
            return preview(of, receivers.recipient(known), cadence, told);
        });
    }

    /** From the booking to the last diary day, as if it went as planned. */
    public Preview preview(Appointment visit, Recipient recipient, Cadence cadence, Instant toldAt) {
        Appointment booked = at(visit, AppointmentStatus.BOOKED, toldAt, Optional.empty(), Optional.empty());
        List<Explained> ahead = Planning.explain(cadence, booked, EnumSet.of(Phase.BOOKED, Phase.AHEAD), recipient, visit.escortRequired(), List.of(), toldAt);
        LocalDate followUp = visit.followUp().orElseGet(() -> visit.localStart().toLocalDate().plusDays(FOLLOW_UP_DAYS));
        Appointment over = at(visit, AppointmentStatus.COMPLETED, visit.end(), Optional.of(visit.performedAt().orElse(visit.end())), Optional.of(followUp));
        List<Instant> texts = ahead.stream().map(Explained::step).filter(step -> step.channel() == Channel.TEXT && step.isPlanned()).map(Step::due).toList();
        List<Explained> all = new ArrayList<>(ahead);
        all.addAll(Planning.explain(cadence, over, Set.of(Phase.AFTER, Phase.FOLLOW_UP), recipient, false, texts, visit.end()));
        all.sort(Comparator.comparing(explained -> explained.step().due()));
        return new Preview(cadence, booked, recipient, toldAt, List.copyOf(all));
    }

    private static Appointment at(Appointment visit, AppointmentStatus status, Instant at, Optional<Instant> performed, Optional<LocalDate> followUp) {
        return new Appointment(visit.appointmentId(), visit.revision(), status, visit.referralId(), visit.patientId(), visit.procedure(), visit.siteId(), visit.zone(),
                visit.localStart(), visit.start(), visit.arriveAt(), visit.end(), visit.sedated(), visit.escortRequired(), visit.fasting(), visit.bloodThinnerHeld(),
                Optional.empty(), performed, followUp, at);
    }
}
