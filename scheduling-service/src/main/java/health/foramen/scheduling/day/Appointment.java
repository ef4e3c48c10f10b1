package health.foramen.scheduling.day;

import health.foramen.scheduling.day.AppointmentState.Arrived;
import health.foramen.scheduling.day.AppointmentState.Booked;
import health.foramen.scheduling.day.AppointmentState.Cancelled;
import health.foramen.scheduling.day.AppointmentState.Completed;
import health.foramen.scheduling.day.AppointmentState.Held;
import health.foramen.scheduling.day.AppointmentState.InProcedure;
import health.foramen.scheduling.day.AppointmentState.NoShow;
import health.foramen.scheduling.day.AppointmentState.Preparing;
import health.foramen.scheduling.day.AppointmentState.Recovering;
import health.foramen.scheduling.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a patient has. It may begin as a hold, is booked on a permit, moves, and on its day goes from the front door through
 * the time-out and the procedure into a bay and home again, not without a follow-up; or it is cancelled, or nobody came.
 * At each change its revision grows by one, also when it moves to another day, and {@code settledAt} says at which
 * revision it last changed in a way that makes earlier messages wrong (a patient's yes does not). Its claims live in it,
 * so what it says and what it takes cannot disagree.
 *
 * <p>While it moves to another day it is {@code moving}: it keeps its old place, and nothing else happens to it, until the
 * new place is taken or refused.
 */
public record Appointment(String id, long revision, long settledAt, AppointmentState state, String permit, String referral,
        String patient, Work work, Place place, Times times, List<Claim> claims, Marks marks, Optional<MovedFrom> movedFrom,
        Optional<Moving> moving, Course course, List<Change> history) {

    /** A step that was a slip is noticed soon; what is older has been acted on by others. Business time. */
    public static final Duration UNDONE_WITHIN = Duration.ofMinutes(10);

    /** The newest so many lines of history stay, and the first one. */
    public static final int LONGEST_HISTORY = 40;

    public record MovedFrom(String site, Instant start) {
    }

    /** @param attempt names this one try, so that a late write of it can be refused for ever */
    public record Moving(String attempt, DayId to, Instant since) {
    }

    public sealed interface Outcome {
        record Changed(Appointment now, Happening happening) implements Outcome {
        }

        record Unchanged(Appointment now) implements Outcome {
        }

        record Refused(Refusal refusal) implements Outcome {
        }
    }

    /** Why not. */
    public enum Refusal {
        /** It has gone on, or is not there yet. */
        NOT_IN_THAT_STATE,
        /** It is another local date at the site. */
        NOT_ON_THE_DAY,
        /** The hour has not come. */
        TOO_SOON,
        TIME_OUT_INCOMPLETE,
        /** Something that the time-out would have to confirm is not cleared. */
        CLEARANCE_OPEN,
        /** There is no step to take back, or others have acted on it. */
        NOTHING_TO_UNDO,
        UNDONE_TOO_LATE,
        FOLLOW_UP_MISSING,
        /** A patient is not seen back before the visit. */
        FOLLOW_UP_NOT_LATER,
        PERMIT_WITHDRAWN,
        HOLD_EXPIRED,
        /** A hold is extended once. */
        EXTENDED_BEFORE,
        /** It is kept for an offer to somebody who waits: the answer decides. */
        KEPT_FOR_AN_OFFER
    }

    public Appointment {
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
        Objects.requireNonNull(place);
        Objects.requireNonNull(times);
        Objects.requireNonNull(course);
        claims = List.copyOf(claims);
        history = List.copyOf(history);
    }

    public static Appointment held(String id, String permit, String referral, String patient, Work work, Placement placement,
            Instant expiresAt, Actor by, Instant at) {
        return new Appointment(id, 0, 0, new Held(expiresAt), permit, referral, patient, work, placement.place(), placement.times(),
                placement.claims(), Marks.NONE, Optional.empty(), Optional.empty(), Course.NONE, List.of(new Change(at, by, "held", Optional.empty())));
    }

    /** Kept for the patient of a later appointment, who is asked whether to come sooner. */
    public static Appointment offered(String id, Appointment later, Placement placement, Instant until, Actor by, Instant at) {
        return new Appointment(id, 0, 0, new Held(until, true, Optional.of(later.id())), later.permit(), later.referral(), later.patient(), later.work(),
                placement.place(), placement.times(), placement.claims(), Marks.NONE, Optional.empty(), Optional.empty(), Course.NONE,
                List.of(new Change(at, by, "offered", Optional.empty())));
    }

    public static Appointment booked(String id, String permit, String referral, String patient, Work work, Placement placement,
            Actor by, Instant at) {
        return booked(id, permit, referral, patient, work, placement, Optional.empty(), by, at);
    }

    /** @param overbooked why it was booked into time that was taken, if it was */
    public static Appointment booked(String id, String permit, String referral, String patient, Work work, Placement placement,
            Optional<String> overbooked, Actor by, Instant at) {
        return new Appointment(id, 1, 1, new Booked(), permit, referral, patient, work, placement.place(), placement.times(),
                placement.claims(), Marks.NONE, Optional.empty(), Optional.empty(), Course.NONE, List.of(new Change(at, by, overbooked.isPresent() ? "overbooked" : "booked", overbooked)));
    }

    public Outcome confirm(Actor by, Instant at) {
        return switch (state) {
            case Held held when held.sooner().isPresent() -> refused(Refusal.KEPT_FOR_AN_OFFER);
            case Held held when !at.isBefore(held.expiresAt()) -> refused(Refusal.HOLD_EXPIRED);
            case Held _ -> became(new Booked(), claims, course, Happening.BOOKED, line(at, by, "booked"));
            case Booked _ -> new Outcome.Unchanged(this);
            case Arrived _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    /** Once, and not after it lapsed; nobody outside is told of a hold. */
    public Optional<Refusal> mayExtend(Instant at) {
        return switch (state) {
            case Held held when held.sooner().isPresent() -> Optional.of(Refusal.KEPT_FOR_AN_OFFER);
            case Held held when !at.isBefore(held.expiresAt()) -> Optional.of(Refusal.HOLD_EXPIRED);
            case Held held when held.extended() -> Optional.of(Refusal.EXTENDED_BEFORE);
            case Held _ -> Optional.empty();
            case Booked _, Arrived _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> Optional.of(Refusal.NOT_IN_THAT_STATE);
        };
    }

    public Appointment extended(Instant until, Actor by, Instant at) {
        return new Appointment(id, revision + 1, revision + 1, new Held(until, true, Optional.empty()), permit, referral, patient, work, place, times, claims,
                marks, movedFrom, moving, course, with(line(at, by, "hold extended")));
    }

    /** Whether it takes a second place beside its clinician. */
    public boolean overbooked() {
        return claims.stream().map(Claim::unit).anyMatch(Site::isBeside);
    }

    /** The later appointment for whose patient this hold is kept. */
    public Optional<String> keptFor() {
        return state instanceof Held held ? held.sooner() : Optional.empty();
    }

    /** Its place as it is, claims and all. */
    public Placement placement(int blockRevision) {
        return new Placement(place, blockRevision, times, claims);
    }

    /** The patient said yes: told to others, but nothing that was planned for this revision becomes wrong. */
    public Outcome patientConfirmed(Marks.Said said, Instant at) {
        return switch (state) {
            case Booked _ when marks.confirmed().isPresent() -> new Outcome.Unchanged(this);
            case Booked _ -> new Outcome.Changed(new Appointment(id, revision + 1, settledAt, state, permit, referral, patient, work, place,
                    times, claims, marks.confirmed(said), movedFrom, moving, course, with(line(at, Actor.PATIENT, "confirmed"))), Happening.CONFIRMED);
            case Held _, Arrived _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> new Outcome.Unchanged(this);
        };
    }

    /** @param asked what the permit's owner said to it */
    public Outcome arrive(Course.Answer asked, Actor by, Instant at) {
        return switch (state) {
            case Booked _ when !onTheDay(at) -> refused(Refusal.NOT_ON_THE_DAY);
            case Booked _ -> became(new Arrived(at), claims, course.asked(new Course.Asked(asked, at)).late(Optional.empty()), Happening.ARRIVED,
                    new Change(at, by, "arrived", asked.good() ? Optional.empty() : Optional.of(asked.words())));
            case Arrived _ -> new Outcome.Unchanged(this);
            case Held _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    public Outcome prepare(Actor by, Instant at) {
        return switch (state) {
            case Arrived arrived -> became(new Preparing(at, arrived.at()), claims, course, Happening.PREPARING, line(at, by, "preparing"));
            case Preparing _ -> new Outcome.Unchanged(this);
            case Held _, Booked _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    /**
     * @param kinds the clearances of the permit, each to be confirmed by name
     * @param open  those of them that are not cleared
     */
    public Outcome start(TimeOut timeOut, List<String> kinds, List<String> open, Actor by, Instant at) {
        return switch (state) {
            case Arrived _, Preparing _ when marks.permitWithdrawn() -> refused(Refusal.PERMIT_WITHDRAWN);
            case Arrived _, Preparing _ when !open.isEmpty() -> refused(Refusal.CLEARANCE_OPEN);
            case Arrived _, Preparing _ -> begin(timeOut.about(kinds), by, at);
            case InProcedure _ -> new Outcome.Unchanged(this);
            case Held _, Booked _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    private Outcome begin(TimeOut said, Actor by, Instant at) {
        return said.complete() ? became(new InProcedure(at, said), claims, course.said(said), Happening.STARTED,
                new Change(at, by, "started", Optional.of("time-out signed by " + said.by()))) : refused(Refusal.TIME_OUT_INCOMPLETE);
    }

    public Outcome recover(Actor by, Instant at) {
        return switch (state) {
            case InProcedure in -> became(new Recovering(at, in.at()), claims, course, Happening.RECOVERING, line(at, by, "recovering"));
            case Recovering _ -> new Outcome.Unchanged(this);
            case Held _, Booked _, Arrived _, Preparing _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    public Outcome discharge(Optional<FollowUp> followUp, Actor by, Instant at) {
        return switch (state) {
            case Recovering recovering -> complete(recovering.performedAt(), followUp, by, at);
            // A visit whose plan has no recovery (a consultation) ends where it was done.
            case InProcedure in when times.end().equals(times.procedureEnd()) -> complete(in.at(), followUp, by, at);
            case Completed done when followUp.filter(done.followUp()::equals).isPresent() -> new Outcome.Unchanged(this);
            case Held _, Booked _, Arrived _, Preparing _, InProcedure _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    private Outcome complete(Instant performedAt, Optional<FollowUp> followUp, Actor by, Instant at) {
        if (followUp.isEmpty()) {
            return refused(Refusal.FOLLOW_UP_MISSING);
        }
        if (followUp.get().when().filter(date -> !date.isAfter(place.day().date())).isPresent()) {
            return refused(Refusal.FOLLOW_UP_NOT_LATER);
        }
        return became(new Completed(at, performedAt, followUp.get()), until(at), course, Happening.COMPLETED, line(at, by, "completed"));
    }

    public Outcome cancel(String reason, Optional<String> note, Actor by, Instant at) {
        return switch (state) {
            case Booked _, Arrived _, Preparing _ -> became(new Cancelled(at, reason), List.of(), course, Happening.CANCELLED,
                    new Change(at, by, "cancelled: " + reason, note));
            case Cancelled cancelled when cancelled.reason().equals(reason) -> new Outcome.Unchanged(this);
            case Held _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    public Outcome noShow(Actor by, Instant at) {
        return switch (state) {
            case Booked _ when at.isBefore(times.start()) -> refused(Refusal.TOO_SOON);
            case Booked _ -> became(new NoShow(at), List.of(), course, Happening.NO_SHOW, line(at, by, "did not come"));
            case NoShow _ -> new Outcome.Unchanged(this);
            case Held _, Arrived _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    public Outcome move(Placement to, Actor by, Instant at) {
        return move(to, Optional.empty(), by, at);
    }

    /** @param because a code, if somebody said why */
    public Outcome move(Placement to, Optional<String> because, Actor by, Instant at) {
        return switch (state) {
            case Booked _ -> new Outcome.Changed(new Appointment(id, revision + 1, revision + 1, state, permit, referral, patient, work,
                    to.place(), to.times(), to.claims(), marks.afterMove(), Optional.of(new MovedFrom(place.day().site(), times.start())),
                    Optional.empty(), Course.afterMove(), with(new Change(at, by, "moved", Optional.of("from " + place.day().site() + " " + times.localStart() + because.map(why -> ": " + why).orElse(""))))),
                    Happening.MOVED);
            case Held _, Arrived _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    /**
     * Kept at the local time that the patient was told, by other instants: a law moved the clocks. Nothing that was said or answered becomes wrong, so what was
     * told stands, and nobody is told of a move; whoever counts by instants hears the whole fact once more.
     */
    public Outcome retime(Placement to, Actor by, Instant at) {
        return switch (state) {
            case Booked _ -> new Outcome.Changed(new Appointment(id, revision + 1, settledAt, state, permit, referral, patient, work, to.place(), to.times(), to.claims(),
                    marks, movedFrom, Optional.empty(), course, with(new Change(at, by, "kept at its local time", Optional.of("the clocks were changed by law")))),
                    Happening.BOOKED);
            case Held _, Arrived _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    public Appointment with(Marks marks) {
        return new Appointment(id, revision, settledAt, state, permit, referral, patient, work, place, times, claims, marks, movedFrom, moving, course, history);
    }

    /** Marked by others, with a line that says by whom; its revision stays. */
    public Appointment with(Marks marks, Change line) {
        return new Appointment(id, revision, settledAt, state, permit, referral, patient, work, place, times, claims, marks, movedFrom, moving, course, with(line));
    }

    /**
     * How late the patient will be; none: on time after all. An estimate: the revision stays, since what the patient was told stands.
     */
    public Outcome late(Optional<Course.Late> late, Actor by, Instant at) {
        return switch (state) {
            case Booked _ when !onTheDay(at) -> refused(Refusal.NOT_ON_THE_DAY);
            case Booked _ when course.late().map(Course.Late::minutes).equals(late.map(Course.Late::minutes)) -> new Outcome.Unchanged(this);
            case Booked _ -> noted(claims, course.late(late), line(at, by, late.map(l -> "late by " + l.minutes() + " min").orElse("on time after all")));
            case Held _, Arrived _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    /** Where the patient recovers. */
    public Optional<Claim> recovery() {
        return claims.stream().filter(c -> !c.from().isBefore(times.procedureEnd())).findFirst();
    }

    /** Another bay to recover in. The patient was told no bay, so the revision stays; whether it is free, the store decides. */
    public Outcome recoverIn(String bay, Actor by, Instant at) {
        Optional<Claim> there = recovery();
        return switch (state) {
            case Booked _, Arrived _, Preparing _, InProcedure _, Recovering _ when there.filter(c -> c.unit().equals(bay)).isPresent() -> new Outcome.Unchanged(this);
            case Booked _, Arrived _, Preparing _, InProcedure _, Recovering _ when there.isPresent() -> noted(
                    claims.stream().map(c -> c.equals(there.get()) ? new Claim(bay, c.from(), c.to()) : c).toList(), course,
                    new Change(at, by, "another bay", Optional.of("from " + there.get().unit() + " to " + bay)));
            case Held _, Booked _, Arrived _, Preparing _, InProcedure _, Recovering _, Completed _, Cancelled _, NoShow _ -> refused(Refusal.NOT_IN_THAT_STATE);
        };
    }

    /** Takes the last step back, within a few minutes. What it gave up it must get again, which the store decides. */
    public Outcome undo(String because, Actor by, Instant at) {
        Optional<Course.Before> before = course.before();
        if (before.isEmpty() || state instanceof Cancelled || state instanceof Booked || state instanceof Held) {
            return refused(Refusal.NOTHING_TO_UNDO);
        }
        if (at.isAfter(before.get().at().plus(UNDONE_WITHIN))) {
            return refused(Refusal.UNDONE_TOO_LATE);
        }
        AppointmentState again = before.get().state();
        return new Outcome.Changed(new Appointment(id, revision + 1, revision + 1, again, permit, referral, patient, work, place, times, before.get().claims(),
                marks, movedFrom, moving, course.undone(again), with(new Change(at, by, "taken back: " + state.words().toLowerCase(java.util.Locale.ROOT),
                        Optional.of(because)))), undoing(again));
    }

    /** Who was told that it is over must hear that it is not; of the other steps nobody outside makes anything. */
    private Happening undoing(AppointmentState again) {
        return switch (state) {
            case Completed _ -> again instanceof Recovering ? Happening.RECOVERING : Happening.STARTED;
            case NoShow _ -> Happening.BOOKED;
            case Held _, Booked _, Arrived _, Preparing _, InProcedure _, Recovering _, Cancelled _ -> Happening.CORRECTED;
        };
    }

    private Outcome noted(List<Claim> claims, Course course, Change line) {
        return new Outcome.Changed(new Appointment(id, revision, settledAt, state, permit, referral, patient, work, place, times, claims, marks.counted(),
                movedFrom, moving, course, with(line)), Happening.CORRECTED);
    }

    /**
     * Whether its instants are not those of the local time that the patient was told: the rules of the zone were changed after it was booked. What was
     * told is the truth; what is claimed has to follow.
     */
    public boolean drifted() {
        return live() && !new LocalDay(times.localStart().toLocalDate(), place.zone()).at(times.localStart().toLocalTime()).equals(Optional.of(times.start()));
    }

    /** Whether what was told at that revision is still so. */
    public boolean stands(long told) {
        return told >= settledAt && told <= revision;
    }

    public boolean expired(Instant now) {
        return state instanceof Held held && !now.isBefore(held.expiresAt());
    }

    public boolean live() {
        return !claims.isEmpty() && !state.over();
    }

    private boolean onTheDay(Instant at) {
        return LocalDay.at(at, place.zone()).date().equals(place.day().date());
    }

    private Outcome became(AppointmentState next, List<Claim> claims, Course course, Happening happening, Change line) {
        return new Outcome.Changed(new Appointment(id, revision + 1, revision + 1, next, permit, referral, patient, work, place, times, claims,
                marks, movedFrom, moving, course.after(new Course.Before(state, this.claims, line.at())), with(line)), happening);
    }

    /** What was claimed beyond {@code at} is free for others. */
    private List<Claim> until(Instant at) {
        return claims.stream().filter(c -> c.from().isBefore(at))
                .map(c -> c.to().isAfter(at) ? new Claim(c.unit(), c.from(), at) : c).toList();
    }

    private List<Change> with(Change line) {
        var lines = new ArrayList<>(history);
        lines.add(line);
        while (lines.size() > LONGEST_HISTORY) {
            lines.remove(1);
        }
        return lines;
    }

    private static Change line(Instant at, Actor by, String what) {
        return new Change(at, by, what, Optional.empty());
    }

    private static Outcome refused(Refusal why) {
        return new Outcome.Refused(why);
    }
}
