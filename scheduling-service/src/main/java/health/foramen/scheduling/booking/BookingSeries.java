package health.foramen.scheduling.booking;

import health.foramen.scheduling.booking.Series.Refused;
import health.foramen.scheduling.booking.Series.State;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Books several openings or none: the intent first, then a hold each, then all are confirmed, at once or when the patient has said yes. */
public final class BookingSeries {

    /** So often the confirmation is tried against a change in the same moment. */
    private static final int TRIES = 3;

    public sealed interface Outcome {
        /** @param fresh whether this request did it, or found it done */
        record Booked(Series series, List<Appointment> appointments, boolean fresh) implements Outcome {
        }

        /** All are held until the first of them lapses. */
        record Held(Series series, List<Appointment> appointments, boolean fresh) implements Outcome {
        }

        record Unknown() implements Outcome {
        }

        /** Nothing is booked. */
        record NotBooked(Series series, Optional<No> why) implements Outcome {
        }

        record KeyReused() implements Outcome {
        }

        /** The same request is under way. */
        record UnderWay() implements Outcome {
        }
    }

    private final SeriesIntents intents;
    private final Permits permits;
    private final BookingOpenings booking;
    private final KeepingAppointments keeping;
    private final Settling settling;
    private final Function<No, Refused> naming;
    private final Clock clock;

    /** @param naming how a refusal is called outside; the item is filled in here */
    public BookingSeries(SeriesIntents intents, Permits permits, BookingOpenings booking, KeepingAppointments keeping, Settling settling, Function<No, Refused> naming,
            Clock clock) {
        this.intents = intents;
        this.permits = permits;
        this.booking = booking;
        this.keeping = keeping;
        this.settling = settling;
        this.naming = naming;
        this.clock = clock;
    }

    /** @param left what could not be cancelled, because it has begun or is over */
    public record Cancelled(Series series, List<Appointment> cancelled, List<Appointment> left) {
    }

    public Outcome book(String id, String request, List<Series.Item> items, Actor by) {
        return take(id, request, items, State.CONFIRMING, by);
    }

    /** Holds them all, or none: while they are held somebody may ask the patient. */
    public Outcome hold(String id, String request, List<Series.Item> items, Actor by) {
        return take(id, request, items, State.HELD, by);
    }

    private Outcome take(String id, String request, List<Series.Item> items, State then, Actor by) {
        var fresh = new Series(id, request, State.HOLDING, items, Optional.empty(), by, settling.realNow());
        if (!intents.begin(fresh)) {
            return again(id, request);
        }
        permits.findAll(items.stream().map(Series.Item::permit).toList()).stream().map(Permit::patient).distinct().forEach(patient -> intents.remember(patient, id));
        for (int i = 0; i < items.size(); i++) {
            Series.Item item = items.get(i);
            var ask = new BookingOpenings.Ask(item.appointment(), request + "|" + i, item.permit(), item.opening());
            if (booking.hold(ask, by) instanceof Result.Refused(No why)) {
                Refused named = naming.apply(why);
                Series over = release(id, Optional.of(new Refused(i, named.problem(), named.sentence())));
                return new Outcome.NotBooked(over, Optional.of(why));
            }
        }
        Optional<SeriesIntents.Seen> seen = intents.find(id).filter(s -> s.series().state() == State.HOLDING);
        if (seen.isEmpty() || !intents.become(seen.get(), seen.get().series().in(then))) {
            // Somebody thought us dead and let go; what we held since then goes too.
            letGo(fresh);
            return again(id, request);
        }
        if (then == State.HELD) {
            Series held = find(id).orElseThrow();
            return new Outcome.Held(held, appointments(held), true);
        }
        return over(finish(id));
    }

    private Outcome over(Series over) {
        return over.state() == State.BOOKED ? new Outcome.Booked(over, appointments(over), true) : new Outcome.NotBooked(over, Optional.empty());
    }

    /** The patient said yes to all that is held. */
    public Outcome confirm(String id) {
        Optional<SeriesIntents.Seen> seen = intents.find(id);
        if (seen.filter(s -> s.series().state() == State.HELD).isPresent() && intents.become(seen.get(), seen.get().series().in(State.CONFIRMING))) {
            return over(finish(id));
        }
        return find(id).map(this::present).orElseGet(Outcome.Unknown::new);
    }

    /** Lets everything go that is held. */
    public Outcome letGo(String id) {
        if (intents.find(id).filter(s -> s.series().state() == State.HELD).isPresent()) {
            release(id, Optional.empty());
        }
        return find(id).map(this::present).orElseGet(Outcome.Unknown::new);
    }

    /** Cancels every visit that has not begun. Safe to repeat. */
    public Optional<Cancelled> cancel(String id, String reason, Optional<String> note, Actor by) {
        return find(id).filter(series -> series.state() == State.BOOKED).map(series -> {
            var cancelled = new ArrayList<Appointment>();
            var left = new ArrayList<Appointment>();
            for (Appointment a : appointments(series)) {
                Result result = a.state() instanceof AppointmentState.Booked
                        ? keeping.change(a.id(), a.revision(), now -> now.cancel(reason, note, by, clock.instant())) : null;
                if (result instanceof Result.Done(Appointment now, boolean _)) {
                    cancelled.add(now);
                } else if (!a.state().gaveUp()) {
                    left.add(keeping.find(a.id()).orElse(a));
                }
            }
            return new Cancelled(series, cancelled, left);
        });
    }

    /** Those of a patient, the newest first. */
    public List<Series> of(String patient) {
        return intents.of(patient).stream().map(this::find).flatMap(Optional::stream).toList();
    }

    /** The series of which an appointment, or a hold, is a visit. */
    public Optional<Series> with(Appointment visit) {
        return intents.of(visit.patient()).stream().map(this::find).flatMap(Optional::stream).filter(s -> s.number(visit.id()) >= 0).findFirst();
    }

    /** What dead requests left. How many were settled. */
    public int sweep() {
        List<SeriesIntents.Seen> left = intents.underWay().stream()
                .filter(s -> s.series().state() == State.HELD ? lapsed(s.series()) : s.series().over() || !s.series().written().plus(Settling.ORPHANED).isAfter(settling.realNow())).toList();
        left.forEach(seen -> {
            switch (seen.series().state()) {
                case HOLDING, HELD -> release(seen.series().id(), Optional.empty());
                case CONFIRMING -> finish(seen.series().id());
                case BOOKED, RELEASED -> intents.become(seen, seen.series());
            }
        });
        return left.size();
    }

    /** One lapsed, or was let go by itself: then the patient was promised what there no longer is. */
    private boolean lapsed(Series series) {
        return series.items().stream().anyMatch(item -> keeping.find(item.appointment()).filter(a -> a.live() && !a.expired(clock.instant())).isEmpty());
    }

    public Optional<Series> find(String id) {
        return intents.find(id).map(SeriesIntents.Seen::series);
    }

    public List<Appointment> appointments(Series series) {
        return series.items().stream().map(item -> keeping.find(item.appointment())).flatMap(Optional::stream).toList();
    }

    private Outcome again(String id, String request) {
        Optional<Series> known = find(id);
        if (known.isEmpty()) {
            return new Outcome.UnderWay();
        }
        Series series = known.get();
        if (!series.request().equals(request)) {
            return new Outcome.KeyReused();
        }
        return present(series);
    }

    private Outcome present(Series series) {
        return switch (series.state()) {
            case HELD -> new Outcome.Held(series, appointments(series), false);
            case BOOKED -> new Outcome.Booked(series, appointments(series), false);
            case RELEASED -> new Outcome.NotBooked(series, Optional.empty());
            case HOLDING, CONFIRMING -> new Outcome.UnderWay();
        };
    }

    /** The holds go first: if its writer is alive after all and goes on to confirm, it finds them gone and takes everything back. */
    private Series release(String id, Optional<Refused> because) {
        Optional<SeriesIntents.Seen> seen = intents.find(id).filter(s -> s.series().state() == State.HOLDING || s.series().state() == State.HELD);
        seen.ifPresent(s -> {
            letGo(s.series());
            intents.become(s, s.series().released(because));
        });
        return find(id).orElseThrow();
    }

    private void letGo(Series series) {
        series.items().forEach(item -> keeping.find(item.appointment()).filter(a -> a.state() instanceof AppointmentState.Held)
                .ifPresent(hold -> settling.letGo(hold, series.by())));
    }

    /** Safe to do twice: what is confirmed stays so. If one can no longer be, none is. */
    private Series finish(String id) {
        SeriesIntents.Seen seen = intents.find(id).orElseThrow();
        if (seen.series().state() != State.CONFIRMING) {
            return seen.series();
        }
        Series series = seen.series();
        for (int i = 0; i < series.items().size(); i++) {
            Optional<No> why = confirm(series.items().get(i), series.by());
            if (why.isPresent()) {
                Refused named = naming.apply(why.get());
                takeBack(series);
                intents.become(seen, series.released(Optional.of(new Refused(i, named.problem(), named.sentence()))));
                return find(id).orElseThrow();
            }
        }
        intents.become(seen, series.in(State.BOOKED));
        return find(id).orElseThrow();
    }

    private Optional<No> confirm(Series.Item item, Actor by) {
        Optional<No> why = Optional.empty();
        for (int tries = 0; tries < TRIES; tries++) {
            if (!(keeping.confirm(item.appointment(), by) instanceof Result.Refused(No no))) {
                return Optional.empty();
            }
            why = Optional.of(no);
            // It went on since: whoever arrived, or was moved, had been booked.
            if (keeping.find(item.appointment()).filter(a -> !(a.state() instanceof AppointmentState.Held) && !a.state().gaveUp()).isPresent()) {
                return Optional.empty();
            }
        }
        return why;
    }

    private void takeBack(Series series) {
        var left = new ArrayList<>(series.items());
        left.reversed().forEach(item -> keeping.find(item.appointment()).ifPresent(a -> {
            if (a.state() instanceof AppointmentState.Held) {
                settling.letGo(a, series.by());
            } else if (a.state() instanceof AppointmentState.Booked) {
                keeping.change(a.id(), a.revision(), now -> now.cancel("series-incomplete", Optional.empty(), series.by(), clock.instant()));
            }
        }));
    }
}
