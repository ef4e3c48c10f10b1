package health.foramen.scheduling.template;

import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Stretch;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A clinician is away for some days, or some hours of a day. Nothing is published on them any more, at any site; blocks that were published before
 * stay as they are, and are listed: patients may be booked in them, and somebody has to decide.
 */
public final class TakingLeave {

    private static final int LONGEST_DAYS = 366;

    /**
     * An open block on a day of the leave.
     *
     * @param hours        what of it lies in the leave
     * @param appointments how many patients are booked then
     */
    public record Affected(DayId day, Block block, Hours hours, long appointments) {

        public boolean whole() {
            return hours.equals(block.hours());
        }
    }

    public sealed interface Outcome {
        record Taken(Leaves.Leave leave, List<Affected> affected) implements Outcome {
        }

        record Refused(List<Fault> faults) implements Outcome {
        }

        /** Another leave was taken under this id. */
        record KeyReused() implements Outcome {
        }
    }

    private final Leaves leaves;
    private final ClinicianAgendas agendas;
    private final ClinicDays days;
    private final Sites sites;
    private final Clock clock;

    public TakingLeave(Leaves leaves, ClinicianAgendas agendas, ClinicDays days, Sites sites, Clock clock) {
        this.leaves = leaves;
        this.agendas = agendas;
        this.days = days;
        this.sites = sites;
        this.clock = clock;
    }

    public Outcome take(String clinician, String id, Stretch when, String because) {
        LocalDate from = when.from();
        LocalDate to = when.to();
        if (sites.all().stream().noneMatch(k -> k.site().clinician(clinician).isPresent())) {
            return refused("/clinician", "No clinician is called " + clinician + ".");
        }
        Optional<String> fault = when.fault();
        if (fault.isPresent()) {
            return refused(to.isBefore(from) ? "/to" : "/toTime", fault.get());
        }
        if (from.plusDays(LONGEST_DAYS).isBefore(to)) {
            return refused("/to", "At most " + LONGEST_DAYS + " days; take a clinician out of the sites who stays away.");
        }
        // A day earlier than anywhere on earth is today.
        if (to.isBefore(clock.instant().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1))) {
            return refused("/to", "Those days are past.");
        }
        var leave = new Leaves.Leave(id, from, to, because, when.fromTime(), when.toTime());
        if (!leaves.add(clinician, leave)) {
            return refused("/clinician", "At most " + Leaves.MOST + " leaves; take those out that are past.");
        }
        return leaves.of(clinician).contains(leave) ? new Outcome.Taken(leave, affected(clinician, leave)) : new Outcome.KeyReused();
    }

    public List<Affected> affected(String clinician, Leaves.Leave leave) {
        Stretch when = leave.stretch();
        List<ClinicianAgendas.Line> lines = IntStream.rangeClosed(leave.from().getYear(), leave.to().getYear()).boxed()
                .flatMap(year -> agendas.of(clinician, year).stream()).filter(line -> when.covers(line.day().date())).toList();
        return days.findAll(lines.stream().map(ClinicianAgendas.Line::day).distinct().toList()).stream().sorted(Comparator.comparing(ClinicDay::id))
                .flatMap(day -> day.blocks().stream().filter(b -> b.open() && b.clinician().equals(clinician))
                        .flatMap(b -> when.on(day.id().date()).flatMap(b.hours()::common).filter(hours -> !b.away().contains(hours))
                                .map(hours -> new Affected(day.id(), b, hours, booked(day, b, when))).stream())).toList();
    }

    private static long booked(ClinicDay day, Block block, Stretch when) {
        LocalDay.Span span = day.localDay().during(when).orElseThrow();
        return day.appointments().stream().filter(a -> a.live() && a.place().block().equals(block.id()) && span.overlaps(a.times().start(), a.times().procedureEnd())).count();
    }

    private static Outcome refused(String pointer, String why) {
        return new Outcome.Refused(List.of(new Fault(pointer, why)));
    }
}
