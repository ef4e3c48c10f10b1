package health.foramen.notification.journey;

import health.foramen.notification.journey.Cadence.Phase;
import health.foramen.notification.journey.Cadence.Pick;
import health.foramen.notification.journey.Cadence.Rule;
import health.foramen.notification.journey.Cadence.UseBy;
import health.foramen.notification.journey.Cadence.When;
import health.foramen.notification.journey.StepState.Cancelled;
import health.foramen.notification.journey.StepState.Planned;
import health.foramen.notification.journey.StepState.Suppressed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the cadence, an appointment and a recipient into steps with their hours. Pure: the same question has the same answer.
 *
 * <p>In this order: each rule's own hour; what has no use any more is left out; nights are moved to the evening before, or to the morning
 * when that evening is over; messages that say the same on one day are merged; then the caps, the most important first, the rest by
 * e-mail, on a later day, or not at all.
 */
public final class Planning {

    private final Cadence cadence;
    private final Appointment appointment;
    private final Recipient recipient;
    private final boolean rideIsOpen;
    private final Instant now;

    /** What a rule comes to before channels are chosen. */
    private record Draft(Rule rule, Instant due, Instant useBy, Optional<Why> leftOut, List<Rule> merged) {

        boolean stands() {
            return leftOut.isEmpty();
        }

        Draft without(Why why) {
            return new Draft(rule, due, useBy, Optional.of(why), merged);
        }

        Draft with(Draft other) {
            List<Rule> all = new ArrayList<>(merged);
            all.add(other.rule);
            all.addAll(other.merged);
            return new Draft(rule, due, useBy, leftOut, all);
        }
    }

    private Planning(Cadence cadence, Appointment appointment, Recipient recipient, boolean rideIsOpen, Instant now) {
        this.cadence = cadence;
        this.appointment = appointment;
        this.recipient = recipient;
        this.rideIsOpen = rideIsOpen;
        this.now = now;
    }

    /**
     * @param except     steps that need no plan: they were handled already
     * @param textsSent  to this patient, as far as they still count
     */
    public static List<Step> plan(Cadence cadence, Appointment appointment, Set<Phase> phases, Recipient recipient, boolean rideIsOpen, Set<String> except,
            List<Instant> textsSent, Instant now) {
        return new Planning(cadence, appointment, recipient, rideIsOpen, now).steps(phases, except, textsSent);
    }

    private List<Step> steps(Set<Phase> phases, Set<String> except, List<Instant> textsSent) {
        List<Draft> drafts = new ArrayList<>();
        for (Rule rule : cadence.rules()) {
            if (phases.contains(rule.phase()) && rule.isFor(appointment) && !except.contains(rule.step())) {
                draft(rule).ifPresent(drafts::add);
            }
        }
        merge(drafts);
        List<Step> steps = new ArrayList<>();
        drafts.forEach(draft -> steps.addAll(byChannels(draft)));
        return capped(steps, textsSent);
    }

    /** Nothing when the phase has no day here, as a follow-up that was not fixed. */
    private Optional<Draft> draft(Rule rule) {
        return nominal(rule).map(nominal -> {
            Instant useBy = useBy(rule, nominal);
            Instant due = nominal.isBefore(now) && !(rule.when() instanceof When.AtOnce) ? now.plus(rule.later()) : nominal.isBefore(now) ? now : nominal;
            Draft draft = new Draft(rule, due, useBy, Optional.empty(), List.of());
            if (!due.isBefore(useBy)) {
                return draft.without(Why.TOO_LATE_TO_PLAN);
            }
            if (rule.channels() == Pick.DESK || rule.channels() == Pick.ONE && recipient.one() == Channel.EMAIL) {
                return draft;
            }
            boolean alsoMail = rule.channels() == Pick.BOTH && recipient.mail();
            return byDay(due, useBy, rule.when() instanceof When.AtOnce)
                    .map(day -> alsoMail ? draft : new Draft(rule, day, useBy, Optional.empty(), List.of()))
                    .orElseGet(() -> alsoMail ? draft : draft.without(Why.TOO_LATE_TO_PLAN));
        });
    }

    /** The hour at which a text may arrive: moved earlier, or to the morning when it is too late for that, never past its use. */
    private Optional<Instant> byDay(Instant due, Instant useBy, boolean mayBreakTheNight) {
        if (cadence.hours().open(due, recipient.zone())) {
            return Optional.of(due);
        }
        Instant evening = cadence.hours().eveningBefore(due, recipient.zone());
        if (!evening.isBefore(now)) {
            return Optional.of(evening);
        }
        Instant morning = cadence.hours().morningAfter(due, recipient.zone());
        if (morning.isBefore(useBy)) {
            return Optional.of(morning);
        }
        return mayBreakTheNight ? Optional.of(due) : Optional.empty();
    }

    private Optional<Instant> nominal(Rule rule) {
        return switch (rule.when()) {
            case When.AtOnce _ -> Optional.of(appointment.at());
            case When.Before before -> Optional.of(appointment.start().minus(before.time()));
            case When.OnDay on -> day(rule).map(day -> day.plusDays(on.days()).atTime(on.at()).atZone(recipient.zone()).toInstant());
        };
    }

    private Instant useBy(Rule rule, Instant nominal) {
        return switch (rule.useBy()) {
            case UseBy.Arrival _ -> appointment.arriveAt();
            case UseBy.Within within -> nominal.plus(within.time());
            case UseBy.OnDay on -> day(rule).orElseThrow().plusDays(on.days()).atTime(on.at()).atZone(recipient.zone()).toInstant();
        };
    }

    /** The day that a phase counts from: the visit's as the patient was told it, the day it was performed, the follow-up's. */
    private Optional<LocalDate> day(Rule rule) {
        return switch (rule.phase()) {
            case BOOKED, MOVED, CANCELLED, AHEAD -> Optional.of(appointment.localStart().toLocalDate());
            case AFTER -> Optional.of(appointment.performedAt().orElse(appointment.at()).atZone(appointment.zone()).toLocalDate());
            case FOLLOW_UP -> appointment.followUp();
        };
    }

    /** From the last rule to the first, so that what is nearest to the visit is settled before what could go into it. */
    private void merge(List<Draft> drafts) {
        for (int i = drafts.size() - 1; i >= 0; i--) {
            Draft draft = drafts.get(i);
            if (!draft.stands() || draft.rule().mergesInto().isEmpty()) {
                continue;
            }
            for (int j = 0; j < drafts.size(); j++) {
                Draft into = drafts.get(j);
                if (i != j && into.stands() && draft.rule().mergesInto().contains(into.rule().step()) && localDay(into.due()).equals(localDay(draft.due()))) {
                    drafts.set(j, into.with(draft));
                    drafts.set(i, draft.without(Why.mergedInto(into.rule().step())));
                    break;
                }
            }
        }
    }

    private List<Step> byChannels(Draft draft) {
        Rule rule = draft.rule();
        if (rule.channels() == Pick.DESK) {
            return List.of(step(draft, Channel.DESK, draft.due()));
        }
        if (recipient.nobody()) {
            Step step = step(draft, Channel.TEXT, draft.due());
            return List.of(draft.stands() ? step.is(new Suppressed(now, Why.NO_CHANNEL)) : step);
        }
        if (rule.channels() == Pick.ONE) {
            return List.of(step(draft, recipient.one(), draft.due()));
        }
        List<Step> steps = new ArrayList<>();
        if (recipient.texts()) {
            Step text = step(draft, Channel.TEXT, draft.due());
            steps.add(draft.stands()
                    ? byDay(draft.due(), draft.useBy(), rule.when() instanceof When.AtOnce).map(text::at).orElseGet(() -> text.is(new Cancelled(now, Why.TOO_LATE_TO_PLAN)))
                    : text);
        }
        if (recipient.mail()) {
            steps.add(step(draft, Channel.EMAIL, draft.due()));
        }
        return steps;
    }

    private Step step(Draft draft, Channel channel, Instant due) {
        Rule rule = draft.rule();
        StepState state = draft.leftOut().<StepState>map(why -> new Cancelled(now, why)).orElseGet(() -> new Planned(Optional.empty()));
        Step step = new Step(rule.step(), appointment.revision(), channel, rule.message(), rule.asks(), Set.of(), rule.priority(), rule.vital(), true, false,
                due, draft.useBy(), rule.diaryDay(), Optional.empty(), state);
        for (Rule merged : draft.merged()) {
            step = step.carrying(new Step(merged.step(), 0, channel, Optional.empty(), merged.asks(), Set.of(), merged.priority(), false, false, false,
                    due, draft.useBy(), 0, Optional.empty(), state));
        }
        return asksForTheRide(step) ? raised(step) : step;
    }

    private boolean asksForTheRide(Step step) {
        return step.asks().contains(Question.RIDE) && rideIsOpen && step.priority().compareTo(Priority.RIDE) > 0;
    }

    private static Step raised(Step step) {
        return new Step(step.name(), step.revision(), step.channel(), step.message(), step.asks(), step.carries(), Priority.RIDE, step.vital(), step.counted(),
                step.anyHour(), step.due(), step.useBy(), step.day(), step.words(), step.state());
    }

    private List<Step> capped(List<Step> steps, List<Instant> textsSent) {
        Map<String, Rule> rules = new HashMap<>();
        cadence.rules().forEach(rule -> rules.put(rule.step(), rule));
        Allowance allowance = new Allowance(cadence.caps(), recipient.zone(), textsSent);
        List<Step> result = new ArrayList<>(steps);
        steps.stream().filter(step -> isText(step) && rules.get(step.name()).exempt()).forEach(step -> allowance.use(step.due()));
        List<Step> asking = steps.stream().filter(step -> isText(step) && !rules.get(step.name()).exempt())
                .sorted(Comparator.comparing(Step::priority).thenComparing(Step::due)).toList();
        for (Step step : asking) {
            boolean goesByMailAnyway = steps.stream().anyMatch(other -> other.channel() == Channel.EMAIL && other.name().equals(step.name()));
            result.set(result.indexOf(step), withinCaps(step, allowance, goesByMailAnyway));
        }
        return result;
    }

    private static boolean isText(Step step) {
        return step.channel() == Channel.TEXT && step.isPlanned();
    }

    private Step withinCaps(Step step, Allowance allowance, boolean goesByMailAnyway) {
        if (allowance.allows(step.due())) {
            allowance.use(step.due());
            return step;
        }
        if (goesByMailAnyway) {
            return step.is(new Suppressed(now, Why.BY_MAIL));
        }
        if (recipient.mail()) {
            return step.by(Channel.EMAIL);
        }
        // The next days at the start of the day's hours, as long as it is of use.
        ZonedDateTime day = step.due().atZone(recipient.zone());
        for (int later = 1; later <= 7; later++) {
            Instant other = day.toLocalDate().plusDays(later).atTime(cadence.hours().from().plusHours(2)).atZone(recipient.zone()).toInstant();
            if (other.isBefore(step.useBy()) && allowance.allows(other)) {
                allowance.use(other);
                return step.at(other);
            }
        }
        if (step.vital()) {
            allowance.use(step.due());
            return step;
        }
        return step.is(new Suppressed(now, Why.OVER_CAP));
    }

    private LocalDate localDay(Instant when) {
        ZoneId zone = recipient.zone();
        return when.atZone(zone).toLocalDate();
    }
}
