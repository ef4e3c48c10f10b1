package health.foramen.scheduling.waitlist;

import health.foramen.scheduling.booking.BookingOpenings;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.booking.Settling;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.waitlist.Offer.Status;
import health.foramen.scheduling.waitlist.Waiting.Making;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Asks those who wait, the most urgent and longest waiting first, one opening each: whatever fits them and is sooner than what they have, however it
 * became free (a cancellation, a move, a new block, a hold that lapsed).
 *
 * <p>Four writes, each of which somebody else may go on from: what is asked goes onto the list (an intent), the opening is kept in its day, the offer is
 * told, and its end goes back onto the list. Whether a patient got it the clinic day alone decides: the hold becomes the appointment, or the later
 * appointment takes the hold's place, in one write. A round every second carries on what is due, over, or left by a process that died.
 */
public final class OfferingSooner {

    /** After the deadline an answer that was on its way is still taken. */
    private static final Duration GRACE = Duration.ofMinutes(5);
    /** Who has less decent time than this is not asked. */
    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final int LOOKED_AT = 60;
    /** Even when no day changed: a week may be over in which somebody was asked often enough. */
    private static final int ROUNDS_BETWEEN_LOOKS = 60;

    private static final List<String> URGENCY = List.of("urgent", "soon", "routine");
    static final Comparator<Waiting> ORDER = Comparator.comparingInt((Waiting w) -> Math.max(0, URGENCY.indexOf(w.urgency())))
            .thenComparing(Waiting::since).thenComparing(Waiting::permit);

    /**
     * @param answerWithin decent time to answer in
     * @param lastCall     an offer is over so long before the patient would have to come
     */
    public record Patience(Duration answerWithin, Duration lastCall, DecentHours decent) {
    }

    private final Waitlist waitlist;
    private final Offers offers;
    private final Permits permits;
    private final Sites sites;
    private final ClinicDays days;
    private final DayBoards boards;
    private final FindingOpenings finding;
    private final BookingOpenings booking;
    private final MovingAppointments moving;
    private final KeepingAppointments keeping;
    private final Settling settling;
    private final Patience patience;
    private final Supplier<String> ids;
    private final Clock clock;
    private final InstantSource realTime;

    private long picture = -1;
    private Map<String, Long> versions = Map.of();
    private int rounds;

    public OfferingSooner(Waitlist waitlist, Offers offers, Permits permits, Sites sites, ClinicDays days, DayBoards boards, FindingOpenings finding,
            BookingOpenings booking, MovingAppointments moving, KeepingAppointments keeping, Settling settling, Patience patience, Supplier<String> ids,
            Clock clock, InstantSource realTime) {
        this.waitlist = waitlist;
        this.offers = offers;
        this.permits = permits;
        this.sites = sites;
        this.days = days;
        this.boards = boards;
        this.finding = finding;
        this.booking = booking;
        this.moving = moving;
        this.keeping = keeping;
        this.settling = settling;
        this.patience = patience;
        this.ids = ids;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** One round; how many were asked. Looks for openings only when a day or the list changed. */
    public synchronized int round() {
        if (!boards.ready()) {
            return 0;
        }
        List<Waitlist.Seen> all = waitlist.all();
        long now = boards.pictures();
        Map<String, Long> present = all.stream().collect(Collectors.toMap(s -> s.waiting().permit(), Waitlist.Seen::version));
        boolean changed = now != picture || !present.equals(versions) || rounds++ % ROUNDS_BETWEEN_LOOKS == 0;
        picture = now;
        versions = present;
        all.forEach(seen -> seen.waiting().offer().ifPresent(making -> attend(seen, making, changed)));
        if (!changed) {
            return 0;
        }
        return (int) all.stream().filter(seen -> seen.waiting().offer().isEmpty()).sorted(Comparator.comparing(Waitlist.Seen::waiting, ORDER))
                .filter(this::ask).count();
    }

    public Answering accept(String id, Actor by) {
        Optional<Offers.Seen> found = made(id);
        if (found.isEmpty()) {
            return new Answering.Unknown(id);
        }
        Offer offer = found.get().offer();
        if (!offer.open()) {
            return offer.status() == Status.ACCEPTED ? new Answering.Done(offer, false) : new Answering.Over(offer);
        }
        Result result = offer.appointment().map(later -> moving.takeOver(later, offer.hold(), by)).orElseGet(() -> keeping.confirm(offer.hold(), by));
        return switch (result) {
            case Result.Done _ -> finish(found.get(), Status.ACCEPTED, by);
            case Result.Refused(No.Moving _) -> new Answering.Busy(id);
            case Result.Refused(No.NotNow(Appointment.Refusal why, Appointment _)) when why == Appointment.Refusal.HOLD_EXPIRED ->
                    refused(end(found.get(), Status.LAPSED, Actor.SCHEDULING), new No.SlotNoLongerAvailable(List.of()));
            case Result.Refused(No why) -> refused(end(found.get(), Status.WITHDRAWN, Actor.SCHEDULING), why);
        };
    }

    public Answering decline(String id, Actor by) {
        return over(id, Status.DECLINED, by);
    }

    /** The clinic takes it back. */
    public Answering withdraw(String id, Actor by) {
        return over(id, Status.WITHDRAWN, by);
    }

    private Answering over(String id, Status how, Actor by) {
        Optional<Offers.Seen> found = made(id);
        if (found.isEmpty()) {
            return new Answering.Unknown(id);
        }
        Offer offer = found.get().offer();
        if (!offer.open()) {
            return offer.status() == how ? new Answering.Done(offer, false) : new Answering.Over(offer);
        }
        return end(found.get(), how, by);
    }

    private Optional<Offers.Seen> made(String id) {
        return offers.find(id).filter(seen -> seen.offer().sequence() > 0);
    }

    /** In the same moment it may have been accepted: then that holds. */
    private static Answering refused(Answering ended, No why) {
        return switch (ended) {
            case Answering.Done(Offer offer, boolean _) when offer.status() == Status.ACCEPTED -> new Answering.Done(offer, false);
            case Answering.Done(Offer offer, boolean _) -> new Answering.NotKept(offer, why);
            case Answering.Over _, Answering.NotKept _, Answering.Unknown _, Answering.Busy _ -> ended;
        };
    }

    /** Lets the opening go first; if it was taken before that, the offer was accepted, whatever is said now. */
    private Answering end(Offers.Seen seen, Status how, Actor by) {
        Offer offer = seen.offer();
        keeping.find(offer.hold()).filter(hold -> hold.state() instanceof AppointmentState.Held).ifPresent(hold -> settling.letGo(hold, by));
        Optional<Appointment> has = keeping.find(offer.appointment().orElse(offer.hold()));
        if (has.flatMap(Appointment::moving).isPresent()) {
            return new Answering.Busy(offer.id());
        }
        return finish(seen, has.filter(a -> isThere(a, offer)).isPresent() ? Status.ACCEPTED : how, by);
    }

    private static boolean isThere(Appointment a, Offer offer) {
        return !(a.state() instanceof AppointmentState.Held) && !a.state().gaveUp() && a.place().day().site().equals(offer.site())
                && a.times().start().equals(offer.start());
    }

    private Answering finish(Offers.Seen seen, Status how, Actor by) {
        Offer over = seen.offer().closed(how, by.id(), clock.instant());
        if (!offers.replace(seen, over)) {
            Offer now = offers.find(over.id()).map(Offers.Seen::offer).orElse(over);
            return now.status() == how ? new Answering.Done(now, false) : new Answering.Over(now);
        }
        waitlist.find(over.permit()).ifPresent(waiting -> conclude(waiting, over));
        return new Answering.Done(over, true);
    }

    /** The end of an offer goes back onto the list. */
    private void conclude(Waitlist.Seen seen, Offer over) {
        Waiting who = seen.waiting();
        if (who.offer().filter(making -> making.offer().equals(over.id())).isEmpty()) {
            return;
        }
        if (over.status() == Status.ACCEPTED) {
            waitlist.leave(seen, new Waitlist.Leaving("booked", over.by(), over.at()));
        } else {
            waitlist.replace(seen, who.answered(opening(over.opening()).day(), over.status(), over.at()));
        }
    }

    private void attend(Waitlist.Seen seen, Making making, boolean thorough) {
        Optional<Offers.Seen> found = offers.find(making.offer());
        if (found.isEmpty()) {
            if (making.written().plus(Settling.ORPHANED).isBefore(realTime.instant())) {
                carryOn(seen, making);
            }
            return;
        }
        Offer offer = found.get().offer();
        if (!offer.open()) {
            conclude(seen, offer);
        } else if (offer.due(clock.instant())) {
            end(found.get(), Status.LAPSED, Actor.SCHEDULING);
        } else if (thorough && !stands(offer)) {
            end(found.get(), Status.WITHDRAWN, Actor.SCHEDULING);
        }
    }

    /** Whether it is still kept, and still sooner. */
    private boolean stands(Offer offer) {
        boolean granted = permits.find(offer.permit()).filter(Permit::granted).isPresent();
        boolean kept = keeping.find(offer.hold()).filter(hold -> hold.state() instanceof AppointmentState.Held).isPresent();
        Optional<Appointment> later = offer.appointment().flatMap(keeping::find);
        boolean sooner = offer.appointment().isEmpty() || later.filter(a -> a.moving().isPresent()
                || a.state() instanceof AppointmentState.Booked && a.times().start().isAfter(offer.start())).isPresent();
        return granted && kept && sooner;
    }

    /** Whoever asked is gone. If the opening is kept, the offer is told now; if not, it can never be kept or told any more. */
    private void carryOn(Waitlist.Seen seen, Making making) {
        OpeningId at = opening(making.opening());
        if (making.later().isPresent()) {
            days.abandon(at.day(), making.hold(), BookingOpenings.attemptOf(making.hold()));
        }
        Optional<Appointment> hold = keeping.find(making.hold()).filter(h -> h.state() instanceof AppointmentState.Held);
        if (hold.isPresent()) {
            offers.make(offer(seen.waiting(), making, hold.get(), clock.instant()));
            return;
        }
        Optional<Site> site = sites.find(at.day().site()).map(Sites.Known::site);
        Instant now = clock.instant();
        LocalDateTime local = at.day().date().atTime(at.time());
        var zone = site.map(Site::zone).orElse(java.time.ZoneId.of("UTC"));
        offers.forbid(new Offer(making.offer(), 0, Status.WITHDRAWN, seen.waiting().permit(), seen.waiting().referral(), seen.waiting().patient(),
                making.later(), making.hold(), making.opening(), at.day().site(), zone, local, local.atZone(zone).toInstant(), making.answerBy(), now, now,
                Actor.SCHEDULING.id()));
        waitlist.replace(seen, seen.waiting().answered(at.day(), Status.WITHDRAWN, now));
    }

    private boolean ask(Waitlist.Seen seen) {
        Instant now = clock.instant();
        Waiting who = seen.waiting();
        Optional<Permit> permit = permits.find(who.permit()).filter(Permit::granted);
        if (permit.isEmpty()) {
            return leave(seen, "permit-withdrawn", now);
        }
        if (permit.get().holdOnly() || !who.mayBeAsked(now)) {
            return false;
        }
        if (who.wish().until().filter(until -> now.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(until)).isPresent()) {
            return leave(seen, "too-late", now);
        }
        Optional<Appointment> has = keeping.on(permit.get());
        if (has.filter(a -> a.moving().isPresent() || a.state() instanceof AppointmentState.Held).isPresent()) {
            return false;
        }
        if (has.filter(a -> !(a.state() instanceof AppointmentState.Booked)).isPresent()) {
            return leave(seen, "came", now);
        }
        return best(who, permit.get(), has, now).filter(opening -> make(seen, permit.get(), has, opening, now)).isPresent();
    }

    private boolean leave(Waitlist.Seen seen, String how, Instant now) {
        waitlist.leave(seen, new Waitlist.Leaving(how, Actor.SCHEDULING.id(), now));
        return false;
    }

    /** The soonest that fits what they can do and leaves them time to answer. */
    private Optional<Opening> best(Waiting who, Permit permit, Optional<Appointment> has, Instant now) {
        Wish wish = who.wish();
        Instant noticed = now.plus(Duration.ofHours(wish.noticeHours()));
        // A day early, since a site may be that far to the west.
        var filter = wish.filter(noticed.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1), has.map(a -> a.place().day().date()).or(wish::until),
                who.askedAbout());
        Optional<Instant> before = has.map(a -> a.times().start().minus(Duration.ofHours(wish.soonerByHours())));
        return finding.next(permit, filter, LOOKED_AT).stream()
                .filter(o -> !o.placement().times().arriveAt().isBefore(noticed))
                .filter(o -> before.filter(o.placement().times().start()::isAfter).isEmpty())
                .filter(o -> !answerBy(o, now).isBefore(patience.decent().after(now, SHORTEST, o.site().zone())))
                .findFirst();
    }

    private Instant answerBy(Opening opening, Instant now) {
        Instant wanted = patience.decent().after(now, patience.answerWithin(), opening.site().zone());
        Instant last = opening.placement().times().arriveAt().minus(patience.lastCall());
        return wanted.isBefore(last) ? wanted : last;
    }

    private boolean make(Waitlist.Seen seen, Permit permit, Optional<Appointment> has, Opening opening, Instant now) {
        String hold = ids.get();
        var making = new Making(ids.get(), opening.id().text(), hold, has.map(Appointment::id), answerBy(opening, now), realTime.instant());
        Waiting asked = seen.waiting().asked(making);
        if (!waitlist.replace(seen, asked)) {
            return false;
        }
        Instant until = making.answerBy().plus(GRACE);
        Result kept = has.map(later -> booking.keep(hold, later, making.opening(), until, Actor.SCHEDULING)).orElseGet(() -> booking.hold(
                new BookingOpenings.Ask(hold, "offer|" + making.offer(), permit.id(), making.opening()), Actor.SCHEDULING, until));
        return switch (kept) {
            case Result.Done(Appointment there, boolean _) -> {
                boolean told = offers.make(offer(asked, making, there, now));
                if (!told) {
                    settling.letGo(there, Actor.SCHEDULING);
                }
                yield told;
            }
            // Somebody was quicker, or it does not go together: another day for this one, the next for that opening.
            case Result.Refused _ -> {
                waitlist.find(permit.id()).filter(w -> w.waiting().offer().filter(m -> m.offer().equals(making.offer())).isPresent())
                        .ifPresent(w -> waitlist.replace(w, w.waiting().answered(opening.id().day(), Status.WITHDRAWN, now)));
                yield false;
            }
        };
    }

    private static Offer offer(Waiting who, Making making, Appointment hold, Instant now) {
        return new Offer(making.offer(), 1, Status.OFFERED, who.permit(), who.referral(), who.patient(), making.later(), making.hold(), making.opening(),
                hold.place().day().site(), hold.place().zone(), hold.times().localStart(), hold.times().start(), making.answerBy(), now, now,
                Actor.SCHEDULING.id());
    }

    private static OpeningId opening(String text) {
        return OpeningId.find(text).orElseThrow(() -> new IllegalStateException("an offer of no opening: " + text));
    }
}
