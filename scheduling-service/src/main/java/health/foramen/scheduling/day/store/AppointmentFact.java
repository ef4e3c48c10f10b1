package health.foramen.scheduling.day.store;

import health.foramen.outbox.OutboxEvent;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.FollowUp;
import health.foramen.scheduling.day.Happening;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** The whole present fact of an appointment, as every event of it states it: ids, codes and times, never a name. */
record AppointmentFact(String appointmentId, long revision, String status, String permitId, String referralId, String patientId,
        String procedure, String region, String siteId, String setting, String clinicianId, String zone, String localStart,
        Instant start, Instant arriveAt, Instant end, String sedation, boolean escortRequired, boolean fasting, boolean bloodThinnerHeld,
        Optional<From> movedFrom, Optional<String> reason, Optional<Instant> performedAt, Optional<Then> followUp, Instant at) {

    record From(String siteId, Instant start) {
    }

    record Then(Optional<LocalDate> date, Optional<String> noneBecause) {
    }

    static OutboxEvent event(Appointment a, Happening happening, Instant at) {
        return OutboxEvent.of("appointment." + happening.code() + ".v1", a.id(), a.revision(), at, of(a, at));
    }

    static AppointmentFact of(Appointment a, Instant at) {
        Optional<AppointmentState.Completed> done = a.state() instanceof AppointmentState.Completed completed ? Optional.of(completed) : Optional.empty();
        return new AppointmentFact(a.id(), a.revision(), a.state().code(), a.permit(), a.referral(), a.patient(), a.work().procedure(), a.work().region(),
                a.place().day().site(), a.place().setting().code(), a.place().clinician(), a.place().zone().getId(), a.times().localStart().toString(),
                a.times().start(), a.times().arriveAt(), a.times().end(), a.work().sedation().code(), a.work().escortRequired(), a.work().fasting(),
                a.work().bloodThinnerHeld(), a.movedFrom().map(m -> new From(m.site(), m.start())), reason(a.state()), performed(a.state()),
                done.map(c -> then(c.followUp())), at);
    }

    private static Optional<String> reason(AppointmentState state) {
        return state instanceof AppointmentState.Cancelled cancelled ? Optional.of(cancelled.reason()) : Optional.empty();
    }

    private static Optional<Instant> performed(AppointmentState state) {
        return switch (state) {
            case AppointmentState.InProcedure in -> Optional.of(in.at());
            case AppointmentState.Recovering recovering -> Optional.of(recovering.performedAt());
            case AppointmentState.Completed completed -> Optional.of(completed.performedAt());
            case AppointmentState.Held _, AppointmentState.Booked _, AppointmentState.Arrived _, AppointmentState.Preparing _, AppointmentState.Cancelled _,
                 AppointmentState.NoShow _ -> Optional.empty();
        };
    }

    private static Then then(FollowUp followUp) {
        return switch (followUp) {
            case FollowUp.On(LocalDate date) -> new Then(Optional.of(date), Optional.empty());
            case FollowUp.Visit(String _, LocalDate date) -> new Then(Optional.of(date), Optional.empty());
            case FollowUp.None(String because) -> new Then(Optional.empty(), Optional.of(because));
        };
    }
}
