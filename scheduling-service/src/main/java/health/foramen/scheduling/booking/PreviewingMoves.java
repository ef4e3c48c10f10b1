package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where on a day of its site an appointment could go, and what stands in the way elsewhere. It promises nothing: the move asks again. */
public final class PreviewingMoves {

    /**
     * @param lacks    what stands in the way; nothing: it fits
     * @param inTheWay the appointments that have what it would need
     */
    public record Target(OpeningId opening, Block block, LocalTime time, Instant start, Instant procedureEnd, Optional<Constraint> lacks,
            List<Appointment> inTheWay) {
        public Target {
            inTheWay = List.copyOf(inTheWay);
        }

        public boolean fits() {
            return lacks.isEmpty();
        }
    }

    public sealed interface Preview {
        record Targets(Appointment appointment, Site site, List<Target> targets) implements Preview {
        }

        record Not(No why) implements Preview {
        }
    }

    private final KeepingAppointments keeping;
    private final Permits permits;
    private final Sites sites;
    private final DayBoards boards;
    private final Clock clock;

    public PreviewingMoves(KeepingAppointments keeping, Permits permits, Sites sites, DayBoards boards, Clock clock) {
        this.keeping = keeping;
        this.permits = permits;
        this.sites = sites;
        this.boards = boards;
        this.clock = clock;
    }

    /** @param date nothing: its own day */
    public Preview on(String id, Optional<LocalDate> date) {
        Optional<Appointment> found = keeping.find(id);
        Optional<Site> site = found.flatMap(a -> sites.find(a.place().day().site())).map(Sites.Known::site);
        if (found.isEmpty() || site.isEmpty()) {
            return new Preview.Not(new No.UnknownAppointment(id));
        }
        Appointment appointment = found.get();
        if (!(appointment.state() instanceof AppointmentState.Booked)) {
            return new Preview.Not(new No.NotNow(Appointment.Refusal.NOT_IN_THAT_STATE, appointment));
        }
        Optional<Permit> permit = permits.find(appointment.permit()).filter(Permit::granted);
        if (permit.isEmpty()) {
            return new Preview.Not(new No.PermitNotGranted(appointment.permit()));
        }
        DayId day = new DayId(site.get().id(), date.orElse(appointment.place().day().date()));
        List<Target> targets = boards.refresh(day).map(sheet -> targets(appointment, permit.get(), site.get(), sheet)).orElse(List.of());
        return new Preview.Targets(appointment, site.get(), targets);
    }

    private List<Target> targets(Appointment appointment, Permit permit, Site site, DayBoards.Sheet sheet) {
        LocalDay local = sheet.day().localDay();
        Optional<Constraint> dated = permit.earliest().filter(local.date()::isBefore).map(_ -> Constraint.TOO_EARLY)
                .or(() -> permit.latest().filter(local.date()::isAfter).map(_ -> Constraint.TOO_LATE));
        var targets = new ArrayList<Target>();
        for (Block block : sheet.day().blocks().stream().filter(Block::open).toList()) {
            Optional<Constraint> never = Fitting.never(site, block, permit.plan()).or(() -> dated);
            for (LocalTime time : Fitting.starts(block)) {
                local.at(time).filter(start -> !isThere(appointment, block, start, sheet)).map(start -> target(appointment, permit, site, sheet, block, time, start, never))
                        .filter(PreviewingMoves::isAPlace).ifPresent(targets::add);
            }
        }
        return targets;
    }

    private Target target(Appointment appointment, Permit permit, Site site, DayBoards.Sheet sheet, Block block, LocalTime time, Instant start,
            Optional<Constraint> never) {
        Instant procedureEnd = start.plus(permit.plan().spans().procedure());
        Optional<Constraint> lacks = never.or(() -> switch (Fitting.at(site, sheet.day(), sheet.taken(), block, time, permit.plan(), appointment.id(), clock.instant())) {
            case Fit.Fits _ -> Optional.empty();
            case Fit.Lacks(Constraint constraint) -> Optional.of(constraint);
        });
        List<Appointment> inTheWay = lacks.filter(Constraint::taken).isEmpty() ? List.of()
                : sheet.day().appointments().stream().filter(a -> !a.id().equals(appointment.id()) && a.claims().stream().anyMatch(c -> needed(block, c)
                        && c.overlaps(start, procedureEnd))).toList();
        return new Target(new OpeningId(sheet.day().id(), block.id(), time), block, time, start, procedureEnd, lacks, inTheWay);
    }

    private static boolean isThere(Appointment appointment, Block block, Instant start, DayBoards.Sheet sheet) {
        return appointment.place().day().equals(sheet.day().id()) && appointment.place().block().equals(block.id()) && appointment.times().start().equals(start);
    }

    private static boolean needed(Block block, Claim claim) {
        return claim.unit().equals(block.clinician()) || claim.unit().equals(block.room()) || block.device().filter(claim.unit()::equals).isPresent();
    }

    /** A quarter of an hour that is past, or too near the end of its block, was never a place to drop anything. */
    private static boolean isAPlace(Target target) {
        return target.lacks().filter(c -> c == Constraint.NO_SUCH_TIME || c == Constraint.PAST).isEmpty();
    }
}
