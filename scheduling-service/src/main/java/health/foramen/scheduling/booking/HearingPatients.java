package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Appointment.Outcome;
import health.foramen.scheduling.day.Change;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.day.Marks;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What patients said to notification-service about their appointment: their ride, their yes, a wish to change, words to
 * read; and what could not be said to them. Each answer is whether it was new. The item is written before the mark, so
 * that a crash between them repeats the item, never loses it.
 */
public final class HearingPatients {

    private static final int TRIES = 5;

    private final ClinicDays days;
    private final Worklist worklist;
    private final Settling settling;
    private final DayWatch watch;

    public HearingPatients(ClinicDays days, Worklist worklist, Settling settling, DayWatch watch) {
        this.days = days;
        this.worklist = worklist;
        this.settling = settling;
        this.watch = watch;
    }

    public boolean ride(String appointment, Marks.Ride ride) {
        return mark(appointment, marks -> marks.ride().filter(r -> r.sequence() >= ride.sequence()).isEmpty(), seen -> {
            if (ride.status().equals("missing") && !seen.state().over()) {
                worklist.put(about(seen, Item.aboutRide(appointment), Why.RIDE_MISSING, ride.at()));
            } else {
                worklist.close(List.of(Item.aboutRide(appointment)), new Worklist.Closing("patient", "Patient", "ride " + ride.status(), ride.at()));
            }
        }, marks -> marks.with(ride), new Change(ride.at(), Actor.PATIENT, "ride " + ride.status(), Optional.empty()));
    }

    public boolean changeRequested(String appointment, Marks.Said said) {
        return mark(appointment, marks -> marks.changeRequested().filter(s -> s.sequence() >= said.sequence()).isEmpty(), seen -> {
            if (!seen.state().over()) {
                worklist.put(about(seen, Item.aboutChange(appointment), Why.CHANGE_REQUESTED, said.at()));
            }
        }, marks -> marks.changeRequested(said), new Change(said.at(), Actor.PATIENT, "asked for another time", Optional.empty()));
    }

    /** @param told the revision that the patient said yes to; a yes to an earlier time is no yes */
    public boolean confirmed(String id, long told, Marks.Said said) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Appointment> found = settling.find(id);
            if (found.isEmpty() || !found.get().stands(told)) {
                return false;
            }
            Appointment seen = found.get();
            switch (seen.patientConfirmed(said, said.at())) {
                case Outcome.Unchanged _, Outcome.Refused _ -> {
                    return false;
                }
                case Outcome.Changed(Appointment next, Happening happening) -> {
                    if (days.change(seen, next, happening, said.at())) {
                        watch.changed(seen.place().day());
                        return true;
                    }
                }
            }
        }
        throw new Overtaken(id);
    }

    public void replied(String reply, Optional<String> appointment, Optional<String> patient, Instant at) {
        Optional<Appointment> about = appointment.flatMap(settling::find);
        worklist.putOnce(new Item(Item.aboutReply(reply), Why.REPLY_TO_READ, patient.or(() -> about.map(Appointment::patient)), about.map(Appointment::permit),
                appointment, Optional.empty(), "routine", at, about.map(a -> a.place().day().date()), Optional.empty(), Optional.empty()));
    }

    /** @param what channel and reason, as codes */
    public void messageFailed(String message, Optional<String> appointment, Optional<String> patient, String what, Instant at) {
        Optional<Appointment> about = appointment.flatMap(settling::find);
        worklist.putOnce(new Item(Item.aboutMessage(message), Why.MESSAGE_FAILED, patient.or(() -> about.map(Appointment::patient)), about.map(Appointment::permit),
                appointment, Optional.of(what), "routine", at, about.map(a -> a.place().day().date()), Optional.empty(), Optional.empty()));
    }

    private boolean mark(String id, java.util.function.Predicate<Marks> isNew, java.util.function.Consumer<Appointment> first,
            java.util.function.UnaryOperator<Marks> with, Change line) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Appointment> found = settling.find(id);
            if (found.isEmpty() || !isNew.test(found.get().marks())) {
                return false;
            }
            first.accept(found.get());
            Appointment seen = found.get();
            if (days.change(seen, seen.with(with.apply(seen.marks()), line), Happening.CORRECTED, line.at())) {
                watch.changed(found.get().place().day());
                return true;
            }
        }
        throw new Overtaken(id);
    }

    private static Item about(Appointment a, String id, Why why, Instant since) {
        return new Item(id, why, Optional.of(a.patient()), Optional.of(a.permit()), Optional.of(a.id()), Optional.of(a.work().procedure()),
                "routine", since, Optional.of(a.place().day().date()), Optional.empty(), Optional.empty());
    }
}
