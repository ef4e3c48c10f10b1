package health.foramen.scheduling.board;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.Course;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.day.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When everybody's turn will really come. A procedure that runs on, a patient who is late or not yet prepared pushes those after it
 * in the same room, with the same clinician or device. These are estimates for people who look at a board: what is claimed, and what
 * a patient was told, stays as it is.
 */
public final class Estimates {

    /**
     * @param start when the procedure begins, or began
     * @param late  by how much that is after what was planned; never negative
     */
    public record Estimate(Instant start, Instant procedureEnd, Instant end, Duration late) {
    }

    private Estimates() {
    }

    /** For everybody who is still expected or under way on that day, by appointment; on another day than today everything is as planned. */
    public static Map<String, Estimate> of(ClinicDay day, Instant now) {
        boolean today = LocalDay.at(now, day.zone()).date().equals(day.id().date());
        List<Appointment> inOrder = day.appointments().stream().filter(a -> !a.state().over() && !a.expired(now))
                .sorted(Comparator.comparing((Appointment a) -> begun(a) ? Instant.MIN : a.times().start()).thenComparing(a -> a.times().start())
                        .thenComparing(Appointment::id)).toList();
        var free = new HashMap<String, Instant>();
        var estimates = new HashMap<String, Estimate>();
        for (Appointment a : inOrder) {
            Times planned = a.times();
            Set<String> units = used(a);
            Instant start = begun(a) ? earliest(a, now) : today ? latest(earliest(a, now), units, free) : planned.start();
            Instant procedureEnd = switch (a.state()) {
                case AppointmentState.Recovering recovering -> recovering.at();
                // It is not over before somebody says so.
                case AppointmentState.InProcedure _ -> later(start.plus(length(planned)), today ? now : Instant.MIN);
                case AppointmentState.Held _, AppointmentState.Booked _, AppointmentState.Arrived _, AppointmentState.Preparing _, AppointmentState.Completed _,
                     AppointmentState.Cancelled _, AppointmentState.NoShow _ -> start.plus(length(planned));
            };
            units.forEach(unit -> free.merge(unit, procedureEnd, Estimates::later));
            Duration late = Duration.between(planned.start(), start);
            estimates.put(a.id(), new Estimate(start, procedureEnd, procedureEnd.plus(Duration.between(planned.procedureEnd(), planned.end())),
                    late.isNegative() ? Duration.ZERO : late));
        }
        return estimates;
    }

    private static boolean begun(Appointment a) {
        return a.state() instanceof AppointmentState.InProcedure || a.state() instanceof AppointmentState.Recovering;
    }

    /** As far as the patient alone is concerned. */
    private static Instant earliest(Appointment a, Instant now) {
        Times planned = a.times();
        Duration prepare = Duration.between(planned.prepare(), planned.start());
        return switch (a.state()) {
            case AppointmentState.InProcedure in -> in.at();
            case AppointmentState.Recovering recovering -> recovering.performedAt();
            case AppointmentState.Preparing preparing -> later(later(planned.start(), preparing.at().plus(prepare)), now);
            case AppointmentState.Arrived arrived -> later(later(planned.start(), arrived.at().plus(prepare)), now);
            case AppointmentState.Held _, AppointmentState.Booked _ -> {
                Instant said = planned.start().plus(a.course().late().map(l -> Duration.ofMinutes(l.minutes())).orElse(Duration.ZERO));
                // Who is not here yet cannot be ready sooner than it takes to get ready.
                yield now.isAfter(planned.arriveAt()) ? later(said, now.plus(prepare)) : said;
            }
            case AppointmentState.Completed _, AppointmentState.Cancelled _, AppointmentState.NoShow _ -> planned.start();
        };
    }

    private static Instant latest(Instant earliest, Set<String> units, Map<String, Instant> free) {
        return units.stream().map(free::get).filter(Objects::nonNull).reduce(earliest, Estimates::later);
    }

    /** What the procedure itself needs: the claims that begin with it. */
    private static Set<String> used(Appointment a) {
        return a.claims().stream().filter(c -> c.from().equals(a.times().start())).map(Claim::unit).collect(Collectors.toSet());
    }

    private static Duration length(Times planned) {
        return Duration.between(planned.start(), planned.procedureEnd());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
