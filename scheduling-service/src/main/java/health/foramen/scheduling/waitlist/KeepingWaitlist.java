package health.foramen.scheduling.waitlist;

import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A desk puts patients on the list, says what they can do, and takes them off. */
public final class KeepingWaitlist {

    public sealed interface Putting {
        /** @param fresh whether they were put on it by this request */
        record Put(Waiting waiting, boolean fresh) implements Putting {
        }

        record UnknownPermit() implements Putting {
        }

        record Withdrawn() implements Putting {
        }

        /** They came already. */
        record NothingToWaitFor() implements Putting {
        }

        record UnknownSite(String site) implements Putting {
        }

        record Full() implements Putting {
        }

        /** Somebody changed it in the same moment. */
        record Overtaken() implements Putting {
        }
    }

    /** Somebody on the list with what they are being asked now and what they have. */
    public record Line(Waiting waiting, Optional<Offer> offer, Optional<Appointment> has) {
    }

    private final Waitlist waitlist;
    private final Offers offers;
    private final Permits permits;
    private final Sites sites;
    private final KeepingAppointments keeping;
    private final OfferingSooner offering;
    private final Clock clock;

    public KeepingWaitlist(Waitlist waitlist, Offers offers, Permits permits, Sites sites, KeepingAppointments keeping, OfferingSooner offering, Clock clock) {
        this.waitlist = waitlist;
        this.offers = offers;
        this.permits = permits;
        this.sites = sites;
        this.keeping = keeping;
        this.offering = offering;
        this.clock = clock;
    }

    /** Puts the patient of a permit on the list, or changes what they can do. The same again changes nothing. */
    public Putting put(String id, Wish wish, Actor by) {
        Optional<Permit> permit = permits.find(id);
        if (permit.isEmpty()) {
            return new Putting.UnknownPermit();
        }
        if (!permit.get().granted()) {
            return new Putting.Withdrawn();
        }
        Optional<String> unknown = wish.sites().stream().sorted().filter(site -> sites.find(site).isEmpty()).findFirst();
        if (unknown.isPresent()) {
            return new Putting.UnknownSite(unknown.get());
        }
        Optional<Waitlist.Seen> there = waitlist.find(id);
        if (there.isPresent()) {
            Waiting next = there.get().waiting().wishing(wish);
            return next.equals(there.get().waiting()) || waitlist.replace(there.get(), next) ? new Putting.Put(next, false) : new Putting.Overtaken();
        }
        if (keeping.on(permit.get()).filter(a -> !(a.state() instanceof AppointmentState.Booked || a.state() instanceof AppointmentState.Held)).isPresent()) {
            return new Putting.NothingToWaitFor();
        }
        if (waitlist.all().size() >= Waitlist.MOST) {
            return new Putting.Full();
        }
        Waiting fresh = Waiting.since(clock.instant(), permit.get(), wish, by);
        return waitlist.add(fresh) ? new Putting.Put(fresh, true) : new Putting.Overtaken();
    }

    /** Takes them off; what they are being asked now is withdrawn first. {@code false}: they are not on it. */
    public boolean takeOff(String permit, Actor by) {
        Optional<Waitlist.Seen> there = waitlist.find(permit);
        there.flatMap(seen -> seen.waiting().offer()).ifPresent(making -> offering.withdraw(making.offer(), by));
        return waitlist.find(permit).filter(seen -> waitlist.leave(seen, new Waitlist.Leaving("taken-off", by.id(), clock.instant()))).isPresent();
    }

    public Optional<Waiting> find(String permit) {
        return waitlist.find(permit).map(Waitlist.Seen::waiting);
    }

    public Optional<Offer> offer(String id) {
        return offers.find(id).map(Offers.Seen::offer).filter(offer -> offer.sequence() > 0);
    }

    /** In the order in which they are asked. */
    public List<Line> lines() {
        List<Waiting> all = waitlist.all().stream().map(Waitlist.Seen::waiting).sorted(OfferingSooner.ORDER).toList();
        Map<String, Offer> asked = offers.findAll(all.stream().flatMap(w -> w.offer().stream()).map(Waiting.Making::offer).toList()).stream()
                .filter(Offer::open).collect(Collectors.toMap(Offer::id, Function.identity()));
        return all.stream().map(w -> new Line(w, w.offer().map(Waiting.Making::offer).map(asked::get), has(w))).toList();
    }

    public Line line(Waiting waiting) {
        return new Line(waiting, waiting.offer().flatMap(m -> offer(m.offer())).filter(Offer::open), has(waiting));
    }

    /** What is only held, for an offer or by a desk, they do not have yet. */
    private Optional<Appointment> has(Waiting waiting) {
        return permits.find(waiting.permit()).flatMap(keeping::on).filter(a -> !(a.state() instanceof AppointmentState.Held));
    }
}
