package health.foramen.scheduling.booking.web;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.Course;
import health.foramen.scheduling.day.FollowUp;
import health.foramen.scheduling.day.Marks;
import health.foramen.scheduling.day.TimeOut;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** An appointment on the wire, with everything that a desk may know of it. */
public record AppointmentWords(String appointmentId, long revision, String status, String permitId, String referralId, String patientId,
        Optional<Patient> patient, String procedure, String region, List<String> levels, Optional<String> side, Sedation sedation, String position,
        boolean escortRequired, boolean fasting, boolean bloodThinnerHeld, String siteId, String siteName, Setting setting, String zone,
        String clinicianId, String clinicianName, String room, String roomName, Optional<String> device, String localStart, Instant start,
        Instant arriveAt, Instant prepareAt, Instant procedureEnd, Instant end, List<Claim> claims, Optional<Ride> ride,
        Optional<Instant> patientConfirmedAt, Optional<Instant> changeRequestedAt, boolean permitWithdrawn, Optional<From> movedFrom,
        Optional<Asked> permitAsked, Optional<Integer> minutesLate, Optional<Undoable> undoable,
        Optional<Instant> expiresAt, Optional<Instant> performedAt, Optional<TimeOut> timeOut, Optional<Then> followUp, Optional<String> reason,
        List<Line> history) {

    public record Patient(String name, String initials, Optional<LocalDate> birthDate, Optional<Instant> asOf) {
    }

    public record Ride(String status, Instant at) {
    }

    public record From(String siteId, Instant start) {
    }

    public record Then(Optional<LocalDate> date, Optional<String> noneBecause, Optional<String> appointmentId) {
    }

    /** What the permit's owner answered when the patient came. */
    public record Asked(String answer, Instant at) {
    }

    /** The step that may still be taken back, and until when. */
    public record Undoable(String to, Instant until) {
    }

    public record Line(Instant at, String by, String name, String what, Optional<String> why) {
    }

    /** @param card nothing where names are not asked for */
    public static AppointmentWords of(Appointment a, Optional<Site> site, Optional<Card> card) {
        var work = a.work();
        var place = a.place();
        var times = a.times();
        AppointmentState state = a.state();
        return new AppointmentWords(a.id(), a.revision(), state.code(), a.permit(), a.referral(), a.patient(), card.map(AppointmentWords::patient),
                work.procedure(), work.region(), work.levels(), work.side(), work.sedation(), work.position(), work.escortRequired(), work.fasting(),
                work.bloodThinnerHeld(), place.day().site(), site.map(Site::name).orElse(place.day().site()), place.setting(), place.zone().getId(),
                place.clinician(), named(site, place.clinician()), place.room(), named(site, place.room()), place.device(),
                times.localStart().toString(), times.start(), times.arriveAt(), times.prepare(), times.procedureEnd(), times.end(), a.claims(),
                a.marks().ride().map(r -> new Ride(r.status(), r.at())), a.marks().confirmed().map(Marks.Said::at),
                a.marks().changeRequested().map(Marks.Said::at), a.marks().permitWithdrawn(), a.movedFrom().map(m -> new From(m.site(), m.start())),
                a.course().asked().map(w -> new Asked(w.answer().code(), w.at())), a.course().late().map(Course.Late::minutes), undoable(a),
                state instanceof AppointmentState.Held held ? Optional.of(held.expiresAt()) : Optional.empty(), performed(state),
                a.course().timeOut(),
                state instanceof AppointmentState.Completed completed ? Optional.of(then(completed.followUp())) : Optional.empty(),
                state instanceof AppointmentState.Cancelled cancelled ? Optional.of(cancelled.reason()) : Optional.empty(),
                a.history().stream().map(c -> new Line(c.at(), c.by().id(), c.by().name(), c.what(), c.why())).toList());
    }

    private static Optional<Undoable> undoable(Appointment a) {
        return switch (a.state()) {
            case AppointmentState.Arrived _, AppointmentState.Preparing _, AppointmentState.InProcedure _, AppointmentState.Recovering _,
                 AppointmentState.Completed _, AppointmentState.NoShow _ -> a.course().before()
                    .map(b -> new Undoable(b.state().code(), b.at().plus(Appointment.UNDONE_WITHIN)));
            case AppointmentState.Held _, AppointmentState.Booked _, AppointmentState.Cancelled _ -> Optional.empty();
        };
    }

    private static String named(Optional<Site> site, String unit) {
        return site.map(s -> s.nameOf(unit)).orElse(unit);
    }

    private static Patient patient(Card card) {
        return new Patient(card.name(), card.initials(), card.words().flatMap(Card.Words::birthDate), card.words().map(Card.Words::asOf));
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
            case FollowUp.On(LocalDate date) -> new Then(Optional.of(date), Optional.empty(), Optional.empty());
            case FollowUp.Visit(String appointment, LocalDate date) -> new Then(Optional.of(date), Optional.empty(), Optional.of(appointment));
            case FollowUp.None(String because) -> new Then(Optional.empty(), Optional.of(because), Optional.empty());
        };
    }
}
