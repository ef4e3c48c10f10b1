package health.foramen.notification.journey;

import health.foramen.notification.journey.Cadence.Phase;
import health.foramen.notification.journey.JourneyEvent.ChangeRequested;
import health.foramen.notification.journey.JourneyEvent.MessageFailed;
import health.foramen.notification.journey.JourneyEvent.PatientConfirmed;
import health.foramen.notification.journey.JourneyEvent.RideChanged;
import health.foramen.notification.journey.Outcome.Changed;
import health.foramen.notification.journey.Outcome.Unchanged;
import health.foramen.notification.journey.StepState.Cancelled;
import health.foramen.notification.journey.StepState.Claimed;
import health.foramen.notification.journey.StepState.Delivered;
import health.foramen.notification.journey.StepState.Failed;
import health.foramen.notification.journey.StepState.Planned;
import health.foramen.notification.journey.StepState.Sent;
import health.foramen.notification.journey.StepState.Suppressed;
import health.foramen.notification.journey.StepState.Unknown;
import health.foramen.notification.text.StatusReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A journey begins when scheduling-service first speaks of an appointment. Each later revision that matters ends what was planned for the
 * one before and plans anew, in the same write. It waits while the patient's card is on its way. It ends by itself when nothing is left to
 * send, and is kept for those who ask what was said.
 *
 * <p>A patient has one more journey without an appointment, their correspondence: answers to their texts and what the desk writes.
 *
 * @param planned  the revision that the steps were planned for; what was planned for an earlier one never goes out
 * @param phases   what is planned now
 * @param waits    the card is not here yet, so nothing could be planned
 * @param sequence of the last event; grows with each
 * @param steps    at most {@value #MOST_STEPS}; the oldest settled ones leave first
 * @param heard    provider ids of the patient's texts that changed it, at most {@value #MOST_HEARD}
 */
public record Journey(String id, String patientId, Optional<Appointment> appointment, long planned, Set<Phase> phases, boolean waits, long sequence,
        Ride ride, Optional<Instant> confirmedAt, Optional<Instant> changeAskedAt, List<Step> steps, List<String> heard) {

    static final int MOST_STEPS = 120;
    static final int MOST_HEARD = 50;

    /** How correspondence is named, so that it never meets an appointment's id. */
    private static final String CORRESPONDENCE = "with-";

    public Journey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(ride, "ride");
        appointment = appointment == null ? Optional.empty() : appointment;
        confirmedAt = confirmedAt == null ? Optional.empty() : confirmedAt;
        changeAskedAt = changeAskedAt == null ? Optional.empty() : changeAskedAt;
        phases = phases == null ? Set.of() : Set.copyOf(phases);
        steps = bounded(steps == null ? List.of() : steps);
        heard = heard == null ? List.of() : List.copyOf(heard.subList(Math.max(0, heard.size() - MOST_HEARD), heard.size()));
    }

    /** Before anything is known of it. */
    public static Journey unborn(String id, String patientId) {
        return new Journey(id, patientId, Optional.empty(), 0, Set.of(), false, 0,
                new Ride(Ride.Status.NOT_NEEDED, Instant.EPOCH, Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    public static String correspondenceWith(String patientId) {
        return CORRESPONDENCE + patientId;
    }

    /** The same as another record's, for reading: the person has that one now. */
    Journey seenAs(String person) {
        return person.equals(patientId) ? this
                : new Journey(id, person, appointment, planned, phases, waits, sequence, ride, confirmedAt, changeAskedAt, steps, heard);
    }

    public boolean isCorrespondence() {
        return id.startsWith(CORRESPONDENCE);
    }

    // ------------------------------------------------------------------------------------------------ what scheduling says

    /**
     * Scheduling-service states the appointment's whole present.
     *
     * @param recipient  none while the card is missing
     * @param textsSent  to this patient, as far as they count
     */
    public Outcome told(Appointment fact, Optional<Recipient> recipient, Cadence cadence, List<Instant> textsSent, Instant now) {
        if (appointment.filter(known -> known.revision() >= fact.revision()).isPresent()) {
            return new Unchanged();
        }
        return switch (fact.status()) {
            case BOOKED -> appointment.filter(known -> known.isAhead() && (known.isWhereAndWhen(fact) || known.isToldAs(fact))).isPresent()
                    ? stillExpected(fact, recipient, cadence, textsSent, now)
                    : expected(fact, recipient, cadence, textsSent, now);
            case ARRIVED, IN_PROCEDURE, RECOVERING -> new Changed(with(fact).ended(Why.ARRIVED, fact, now), List.of());
            case COMPLETED -> replanned(with(fact).ended(Why.OVER, fact, now), Set.of(Phase.AFTER, Phase.FOLLOW_UP), recipient, cadence, textsSent, now);
            case CANCELLED -> replanned(with(fact).ended(Why.CANCELLED, fact, now), Set.of(Phase.CANCELLED), recipient, cadence, textsSent, now);
            case NO_SHOW -> new Changed(with(fact).ended(Why.NO_SHOW, fact, now), List.of());
        };
    }

    /** At the same place and hour, on the wall. When the clocks were changed by law, what is still to be said follows the new instants. Who needs something else now, an escort or a word about medicines, is planned anew, and nothing that was said is said again. */
    private Outcome stillExpected(Appointment fact, Optional<Recipient> recipient, Cadence cadence, List<Instant> textsSent, Instant now) {
        Appointment known = appointment.orElseThrow();
        Journey same = with(fact);
        if (known.isWhereAndWhen(fact) && known.escortRequired() == fact.escortRequired() && known.bloodThinnerHeld() == fact.bloodThinnerHeld() && known.isConsultation() == fact.isConsultation()) {
            return new Changed(same, List.of());
        }
        Journey other = known.escortRequired() == fact.escortRequired() ? same : same.riding(Ride.of(fact));
        return recipient.map(reader -> other.reachable(reader, cadence, textsSent, now)).filter(outcome -> outcome instanceof Changed).orElse(new Changed(other, List.of()));
    }

    private Outcome expected(Appointment fact, Optional<Recipient> recipient, Cadence cadence, List<Instant> textsSent, Instant now) {
        boolean moved = appointment.isPresent() || fact.movedFrom().isPresent();
        Journey fresh = with(fact).ended(Why.MOVED, fact, now).riding(Ride.of(fact)).unanswered();
        return replanned(fresh, EnumSet.of(moved ? Phase.MOVED : Phase.BOOKED, Phase.AHEAD), recipient, cadence, textsSent, now);
    }

    private static Outcome replanned(Journey ended, Set<Phase> phases, Optional<Recipient> recipient, Cadence cadence, List<Instant> textsSent, Instant now) {
        Journey in = ended.in(phases);
        return recipient.map(known -> in.planFor(known, cadence, Set.of(), textsSent, now)).orElseGet(() -> new Changed(in.waiting(true), List.of()));
    }

    private Outcome planFor(Recipient recipient, Cadence cadence, Set<String> except, List<Instant> textsSent, Instant now) {
        List<Step> plan = Planning.plan(cadence, appointment.orElseThrow(), phases, recipient, ride.isOpen(), except, textsSent, now).stream()
                .map(step -> withRevision(step, planned)).toList();
        List<Step> all = new ArrayList<>(steps);
        Set<StepKey> known = all.stream().map(step -> step.key(id)).collect(Collectors.toSet());
        plan.stream().filter(step -> !known.contains(step.key(id))).forEach(all::add);
        Journey next = with(all).waiting(false);
        List<JourneyEvent> events = new ArrayList<>();
        for (Step step : plan) {
            if (step.vital() && step.state() instanceof Suppressed suppressed) {
                next = next.counted();
                events.add(new MessageFailed(next.sequence, step.key(id), suppressed.why(), now));
            }
        }
        return new Changed(next, events);
    }

    private static Step withRevision(Step step, long revision) {
        return new Step(step.name(), revision, step.channel(), step.message(), step.asks(), step.carries(), step.priority(), step.vital(), step.counted(),
                step.anyHour(), step.due(), step.useBy(), step.day(), step.words(), step.state());
    }

    /** The card came, or the patient's wishes changed: what was not handled yet is planned anew. */
    public Outcome reachable(Recipient recipient, Cadence cadence, List<Instant> textsSent, Instant now) {
        if (appointment.isEmpty() || phases.isEmpty()) {
            return new Unchanged();
        }
        if (waits) {
            return planFor(recipient, cadence, Set.of(), textsSent, now);
        }
        // What could not go because there was no way at all goes now that there is one.
        Predicate<Step> open = step -> step.revision() == planned && !step.name().contains(Step.AGAIN) && (step.isPlanned() || !recipient.nobody() && now.isBefore(step.useBy())
                && step.state() instanceof Suppressed suppressed && suppressed.why().equals(Why.NO_CHANNEL));
        Set<String> handled = steps.stream().filter(step -> step.revision() == planned && !open.test(step)).map(Step::name).collect(Collectors.toSet());
        List<Step> kept = steps.stream().filter(open.negate()).toList();
        Outcome outcome = with(kept).planFor(recipient, cadence, handled, textsSent, now);
        // The same plan again is no news.
        return outcome instanceof Changed(Journey journey, var _) && Set.copyOf(journey.steps).equals(Set.copyOf(steps)) ? new Unchanged() : outcome;
    }

    /** Nothing more is said, and what was said is forgotten. */
    public Outcome erased(Instant now) {
        List<Step> blank = steps.stream().map(step -> switch (step.state()) {
            case Planned _, Claimed _, Unknown _ -> step.is(new Cancelled(now, Why.ERASED));
            case Sent sent -> step.is(new Sent(sent.at(), sent.provider(), ""));
            case Delivered delivered -> step.is(new Delivered(delivered.at(), delivered.left(), delivered.provider(), ""));
            case Failed failed -> step.is(new Failed(failed.at(), failed.why(), ""));
            case Suppressed _, Cancelled _ -> step;
        }).map(step -> new Step(step.name(), step.revision(), step.channel(), step.message(), step.asks(), step.carries(), step.priority(), step.vital(),
                step.counted(), step.anyHour(), step.due(), step.useBy(), step.day(), Optional.empty(), step.state())).toList();
        Journey next = with(blank).in(Set.of()).waiting(false).riding(new Ride(ride.status(), ride.since(), Optional.empty(), Optional.empty()));
        return next.equals(this) ? new Unchanged() : new Changed(next, List.of());
    }

    // ------------------------------------------------------------------------------------------------ sending

    /** What needs somebody's hand at this moment. */
    public boolean isDue(Instant now, Instant realNow) {
        return waits || steps.stream().anyMatch(step -> switch (step.state()) {
            case Planned _ -> !step.due().isAfter(now);
            case Claimed claimed -> !claimed.until().isAfter(realNow);
            case Unknown _ -> true;
            case Sent _, Delivered _, Failed _, Suppressed _, Cancelled _ -> false;
        });
    }

    /** The earliest business time at which something must be looked at; empty when nothing is left to do. */
    public Optional<Instant> nextDue() {
        if (waits) {
            return appointment.map(Appointment::at);
        }
        return steps.stream().filter(step -> !step.state().isSettled()).map(Step::due).min(Instant::compareTo);
    }

    public Optional<Step> step(StepKey key) {
        return steps.stream().filter(step -> step.key(id).equals(key)).findFirst();
    }

    /** The step may be handed over by this instance alone until then. Unchanged when it is no longer there to be taken. */
    public Outcome claimed(StepKey key, Claimed claim) {
        return changing(key, step -> step.isPlanned() && isOfNow(step), step -> step.is(claim));
    }

    /** Planned for the visit as it is now, or said by somebody, which no move of a visit takes back. */
    private boolean isOfNow(Step step) {
        return step.revision() >= planned || step.words().isPresent();
    }

    /** The provider has it. The first message that asks for the ride makes it asked. */
    public Outcome sent(StepKey key, String provider, String shown, Instant now) {
        Optional<Step> step = step(key).filter(Step::isInTheAir);
        if (step.isEmpty()) {
            return new Unchanged();
        }
        Journey next = with(key, step.get().is(new Sent(now, provider, shown)));
        if (step.get().asks().contains(Question.RIDE) && ride.status() == Ride.Status.OPEN && appointment.filter(Appointment::isAhead).isPresent()) {
            next = next.riding(ride.became(Ride.Status.ASKED, now)).counted();
            return new Changed(next, List.of(new RideChanged(next.sequence, Ride.Status.ASKED, now)));
        }
        return new Changed(next, List.of());
    }

    /** Nobody knows whether the provider has it. */
    public Outcome unsure(StepKey key, Claimed claim, Unknown unknown) {
        return changing(key, step -> step.state().equals(claim), step -> step.is(unknown));
    }

    /**
     * The provider surely does not have it: it is tried again, unless it is of no use any more.
     *
     * @param seen the claim or doubt that this was found out about: another instance may have found it out first, and be sending already
     */
    public Outcome notSent(StepKey key, StepState seen, Why why, Instant again, Instant now) {
        return changing(key, step -> step.isInTheAir() && step.state().equals(seen), step -> isOfNow(step)
                ? step.is(new Planned(Optional.of(why))).at(again.isAfter(step.due()) ? again : step.due())
                : step.is(new Cancelled(now, superseded())));
    }

    private Why superseded() {
        return appointment.map(fact -> switch (fact.status()) {
            case BOOKED -> Why.MOVED;
            case ARRIVED, IN_PROCEDURE, RECOVERING -> Why.ARRIVED;
            case COMPLETED -> Why.OVER;
            case CANCELLED -> Why.CANCELLED;
            case NO_SHOW -> Why.NO_SHOW;
        }).orElse(Why.ERASED);
    }

    /** It will not reach anybody this way. With another way it goes there; without one a person must know. */
    public Outcome failed(StepKey key, Why why, String shown, Optional<Channel> instead, Instant now) {
        Optional<Step> step = step(key).filter(one -> !(one.state() instanceof Delivered || one.state() instanceof Failed || one.state() instanceof Suppressed
                || one.state() instanceof Cancelled));
        if (step.isEmpty()) {
            return new Unchanged();
        }
        return with(key, step.get().is(new Failed(now, why, shown))).insteadOr(step.get(), instead(step.get(), instead, now), why, now, true);
    }

    /** It may not go this way. */
    public Outcome suppressed(StepKey key, Why why, Optional<Channel> instead, Instant now) {
        Optional<Step> step = step(key).filter(Step::isPlanned);
        if (step.isEmpty()) {
            return new Unchanged();
        }
        Optional<Step> other = instead(step.get(), instead, now);
        Journey next = with(key, step.get().is(new Suppressed(now, other.map(one -> Why.instead(one.channel())).orElse(why))));
        return next.insteadOr(step.get(), other, why, now, step.get().vital());
    }

    /** The same step by another way: as it stands there already, or anew. Empty when that way is closed, too late, or has failed as well. */
    private Optional<Step> instead(Step step, Optional<Channel> way, Instant now) {
        Optional<Step> other = way.map(step::by);
        Optional<Step> there = other.flatMap(one -> step(one.key(id)));
        if (there.isPresent()) {
            return there.filter(one -> switch (one.state()) {
                case Planned _, Claimed _, Unknown _, Sent _, Delivered _ -> true;
                case Failed _, Suppressed _, Cancelled _ -> false;
            });
        }
        return other.map(one -> one.is(new Planned(Optional.of(Why.instead(one.channel())))).at(now)).filter(one -> now.isBefore(one.useBy())
                && one.message().map(message -> one.channel() == Channel.EMAIL ? message.form().hasMail() : message.form().hasText()).orElse(false));
    }

    private Outcome insteadOr(Step step, Optional<Step> other, Why why, Instant now, boolean tell) {
        if (other.isPresent()) {
            return new Changed(step(other.get().key(id)).isPresent() ? this : adding(other.get()), List.of());
        }
        if (!tell || step.message().filter(message -> !message.isForPatients()).isPresent()) {
            return new Changed(this, List.of());
        }
        Journey told = counted();
        return new Changed(told, List.of(new MessageFailed(told.sequence, step.key(id), why, now)));
    }

    /** It is no longer true. */
    public Outcome withdrawn(StepKey key, Why why, Instant now) {
        return changing(key, Step::isPlanned, step -> step.is(new Cancelled(now, why)));
    }

    /** Its hour has come and it waits for something else. */
    public Outcome postponed(StepKey key, Why why, Instant until) {
        return changing(key, Step::isPlanned, step -> step.is(new Planned(Optional.of(why))).at(until));
    }

    /** What the provider says of a text that it has. Reports come twice and in any order; delivered is the last word. */
    public Outcome reported(StepKey key, StatusReport report, Optional<Channel> instead, Instant now) {
        Optional<Step> found = step(key);
        if (found.isEmpty()) {
            return new Unchanged();
        }
        Step step = found.get();
        return switch (report.status()) {
            case UNDERWAY -> step.isInTheAir() ? sent(key, report.sid(), step.state().shown(), now) : new Unchanged();
            case DELIVERED -> switch (step.state()) {
                case Claimed _, Unknown _ -> afterwards(sent(key, report.sid(), "", now), key, one -> one.is(new Delivered(now, now, report.sid(), one.state().shown())));
                case Sent sent -> new Changed(with(key, step.is(new Delivered(now, sent.at(), report.sid(), sent.shown()))), List.of());
                case Failed failed -> new Changed(with(key, step.is(new Delivered(now, now, report.sid(), failed.shown()))), List.of());
                case Planned _, Delivered _, Suppressed _, Cancelled _ -> new Unchanged();
            };
            case FAILED -> switch (step.state()) {
                case Claimed _, Unknown _, Sent _ -> failed(key, new Why("not-delivered", "The phone did not take it"
                        + report.error().map(code -> " (code " + code + ")").orElse("") + "."), step.state().shown(), instead, now);
                case Planned _, Delivered _, Failed _, Suppressed _, Cancelled _ -> new Unchanged();
            };
        };
    }

    private static Outcome afterwards(Outcome outcome, StepKey key, UnaryOperator<Step> then) {
        return outcome instanceof Changed(Journey journey, var events)
                ? new Changed(journey.with(key, then.apply(journey.step(key).orElseThrow())), events)
                : outcome;
    }

    /** The words that went out are known a moment after the provider's first report. */
    public Outcome worded(StepKey key, String shown) {
        return changing(key, step -> step.state().hasLeft() && step.state().shown().isEmpty(), step -> switch (step.state()) {
            case Sent sent -> step.is(new Sent(sent.at(), sent.provider(), shown));
            case Delivered delivered -> step.is(new Delivered(delivered.at(), delivered.left(), delivered.provider(), shown));
            case Planned _, Claimed _, Unknown _, Failed _, Suppressed _, Cancelled _ -> step;
        });
    }

    // ------------------------------------------------------------------------------------------------ what the patient says

    /** Two days before, nobody has been named: the desk's business now. */
    public Outcome rideChecked(StepKey key, Instant now) {
        Optional<Step> step = step(key).filter(Step::isPlanned);
        if (step.isEmpty()) {
            return new Unchanged();
        }
        if (!ride.isOpen()) {
            return new Changed(with(key, step.get().is(new Suppressed(now, Why.RIDE_KNOWN))), List.of());
        }
        Journey next = with(key, step.get().is(new Delivered(now, now, "", Why.RIDE_MISSING.sentence()))).riding(ride.became(Ride.Status.MISSING, now)).counted();
        return new Changed(next, List.of(new RideChanged(next.sequence, Ride.Status.MISSING, now)));
    }

    /**
     * Somebody takes the patient home.
     *
     * @param driver what is known of them; what was known before is kept
     */
    public Outcome rideArranged(Optional<String> driver, Optional<String> phone, Instant now) {
        if (appointment.isEmpty() || ride.status() == Ride.Status.NOT_NEEDED || !isExpected()) {
            return new Unchanged();
        }
        Ride known = new Ride(Ride.Status.ARRANGED, ride.isArranged() ? ride.since() : now, driver.or(ride::driver), phone.or(ride::phone));
        if (known.equals(ride)) {
            return new Unchanged();
        }
        if (ride.isArranged()) {
            return new Changed(riding(known), List.of());
        }
        Journey next = riding(known).counted();
        return new Changed(next, List.of(new RideChanged(next.sequence, Ride.Status.ARRANGED, now)));
    }

    /** Nobody drives, or not any more: it is asked again with what is still to go, and the desk is told now. */
    public Outcome rideLost(Instant now) {
        if (appointment.isEmpty() || ride.status() == Ride.Status.NOT_NEEDED || ride.status() == Ride.Status.MISSING || !isExpected()) {
            return new Unchanged();
        }
        Journey next = riding(new Ride(Ride.Status.MISSING, now, Optional.empty(), Optional.empty())).counted();
        return new Changed(next, List.of(new RideChanged(next.sequence, Ride.Status.MISSING, now)));
    }

    public Outcome confirmed(Instant now) {
        if (!isExpected() || confirmedAt.isPresent()) {
            return new Unchanged();
        }
        Journey next = new Journey(id, patientId, appointment, planned, phases, waits, sequence + 1, ride, Optional.of(now), changeAskedAt, steps, heard);
        return new Changed(next, List.of(new PatientConfirmed(next.sequence, appointment.orElseThrow().revision(), now)));
    }

    public Outcome changeAsked(Instant now) {
        if (!isExpected() || changeAskedAt.isPresent()) {
            return new Unchanged();
        }
        Journey next = new Journey(id, patientId, appointment, planned, phases, waits, sequence + 1, ride, confirmedAt, Optional.of(now), steps, heard);
        return new Changed(next, List.of(new ChangeRequested(next.sequence, now)));
    }

    /** A step of fixed words joins; the same one twice is one. */
    public Outcome saying(Step step) {
        return step(step.key(id)).isPresent() ? new Unchanged() : new Changed(adding(step), List.of());
    }

    /** May a message that did not arrive go once more? Only while it is still true and of use. */
    public boolean canGoAgain(Step step, Instant now) {
        return step.message().isPresent() && isLost(step) && (step.words().isPresent() || step.revision() == planned && !phases.isEmpty() && now.isBefore(step.useBy()));
    }

    private static boolean isLost(Step step) {
        return switch (step.state()) {
            case Failed _, Suppressed _ -> true;
            case Planned _, Claimed _, Unknown _, Sent _, Delivered _, Cancelled _ -> false;
        };
    }

    /** @param id of this sending: the same one twice is one message */
    public Outcome again(StepKey key, String id, Channel channel, Instant until, Instant now) {
        return step(key).filter(step -> canGoAgain(step, now))
                .map(step -> step.again(id, planned, channel, now, step.words().isPresent() ? until : step.useBy()))
                .map(this::saying).orElseGet(Unchanged::new);
    }

    /** Words that were to be said are not said any more. */
    public Outcome takenBack(String name, Channel channel, Instant now) {
        return steps.stream().filter(step -> step.name().equals(name) && step.channel() == channel && step.words().isPresent()).findFirst()
                .map(step -> withdrawn(step.key(id), Why.TAKEN_BACK, now)).orElseGet(Unchanged::new);
    }

    /** The patient's text has had its effect here. */
    public Outcome hearing(String sid, Outcome effect) {
        if (heard.contains(sid)) {
            return new Unchanged();
        }
        Journey after = effect instanceof Changed(Journey journey, var _) ? journey : this;
        List<String> all = new ArrayList<>(after.heard);
        all.add(sid);
        Journey next = new Journey(after.id, after.patientId, after.appointment, after.planned, after.phases, after.waits, after.sequence, after.ride,
                after.confirmedAt, after.changeAskedAt, after.steps, all);
        return new Changed(next, effect instanceof Changed(var _, var events) ? events : List.of());
    }

    /** The patient is expected and has not come. */
    public boolean isExpected() {
        return appointment.filter(Appointment::isAhead).isPresent();
    }

    /** When a question that still stands was last put to the patient. */
    public Optional<Instant> lastAsked(Question question) {
        return steps.stream().filter(step -> step.state().hasLeft() && step.asks().contains(question)).flatMap(step -> step.state().sentAt().stream())
                .max(Instant::compareTo);
    }

    /** The diary day that was asked last, if any was. */
    public Optional<Step> lastDiaryQuestion() {
        return steps.stream().filter(step -> step.state().hasLeft() && step.asks().contains(Question.PAIN))
                .max(Comparator.comparing(step -> step.state().sentAt().orElseThrow()));
    }

    // ------------------------------------------------------------------------------------------------ parts

    private Outcome changing(StepKey key, Predicate<Step> where, UnaryOperator<Step> change) {
        return step(key).filter(where).<Outcome>map(step -> new Changed(with(key, change.apply(step)), List.of())).orElseGet(Unchanged::new);
    }

    /** What is planned for an earlier revision never goes out; what is in the air is settled first. */
    private Journey ended(Why why, Appointment fact, Instant now) {
        List<Step> next = steps.stream()
                .map(step -> step.isPlanned() && step.words().isEmpty() ? step.is(new Cancelled(now, why)) : step).toList();
        return new Journey(id, patientId, appointment, fact.revision(), Set.of(), false, sequence, ride, confirmedAt, changeAskedAt, next, heard);
    }

    private Journey with(Appointment fact) {
        return new Journey(id, patientId, Optional.of(fact), planned, phases, waits, sequence, ride, confirmedAt, changeAskedAt, steps, heard);
    }

    private Journey with(List<Step> others) {
        return new Journey(id, patientId, appointment, planned, phases, waits, sequence, ride, confirmedAt, changeAskedAt, others, heard);
    }

    private Journey with(StepKey key, Step changed) {
        return with(steps.stream().map(step -> step.key(id).equals(key) ? changed : step).toList());
    }

    private Journey adding(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return with(all);
    }

    private Journey in(Set<Phase> now) {
        return new Journey(id, patientId, appointment, planned, now, waits, sequence, ride, confirmedAt, changeAskedAt, steps, heard);
    }

    private Journey waiting(boolean waiting) {
        return new Journey(id, patientId, appointment, planned, phases, waiting, sequence, ride, confirmedAt, changeAskedAt, steps, heard);
    }

    private Journey riding(Ride now) {
        return new Journey(id, patientId, appointment, planned, phases, waits, sequence, now, confirmedAt, changeAskedAt, steps, heard);
    }

    /** A visit at another time is another promise. */
    private Journey unanswered() {
        return new Journey(id, patientId, appointment, planned, phases, waits, sequence, ride, Optional.empty(), Optional.empty(), steps, heard);
    }

    private Journey counted() {
        return new Journey(id, patientId, appointment, planned, phases, waits, sequence + 1, ride, confirmedAt, changeAskedAt, steps, heard);
    }

    private static List<Step> bounded(List<Step> steps) {
        if (steps.size() <= MOST_STEPS) {
            return List.copyOf(steps);
        }
        int tooMany = steps.size() - MOST_STEPS;
        Set<Integer> leaving = new HashSet<>();
        for (int i = 0; i < steps.size() && leaving.size() < tooMany; i++) {
            if (steps.get(i).state().isSettled()) {
                leaving.add(i);
            }
        }
        List<Step> kept = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (!leaving.contains(i)) {
                kept.add(steps.get(i));
            }
        }
        return List.copyOf(kept);
    }
}
