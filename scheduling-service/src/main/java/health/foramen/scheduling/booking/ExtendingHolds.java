package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A desk that is still on the telephone keeps its hold for as long again, once. */
public final class ExtendingHolds {

    private final ClinicDays days;
    private final Worklist worklist;
    private final Settling settling;
    private final DayWatch watch;
    private final Clock clock;
    private final Duration by;

    public ExtendingHolds(ClinicDays days, Worklist worklist, Settling settling, DayWatch watch, Clock clock, Duration by) {
        this.days = days;
        this.worklist = worklist;
        this.settling = settling;
        this.watch = watch;
        this.clock = clock;
        this.by = by;
    }

    public Result extend(String hold, Actor person) {
        Instant now = clock.instant();
        Optional<Appointment> found = settling.find(hold);
        if (found.isEmpty()) {
            return Result.no(new No.UnknownAppointment(hold));
        }
        Appointment seen = found.get();
        Optional<Appointment.Refusal> why = seen.mayExtend(now);
        if (why.isPresent()) {
            return Result.no(new No.NotNow(why.get(), seen));
        }
        Instant until = now.plus(by);
        Appointment next = seen.extended(until, person, now);
        if (!days.extend(seen, next)) {
            return settling.find(hold).<Result>map(a -> Result.no(new No.StaleRevision(a))).orElseGet(() -> Result.no(new No.UnknownAppointment(hold)));
        }
        watch.changed(seen.place().day());
        worklist.find(Item.aboutPermit(seen.permit())).map(item -> item.until(until)).ifPresent(worklist::put);
        return new Result.Done(next, true);
    }
}
