package health.foramen.notification.journey;

import health.foramen.notification.journey.Cadence.Caps;
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
import java.util.function.Supplier;

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
    private final Reasons reasons;

    /** Why a step is as it is, told as it is decided; most plans are asked for by nobody who reads that. */
    private interface Reasons {

        void tell(String step, Supplier<String> sentence);

        void tell(String step, Channel channel, Supplier<String> sentence);
    }

    private static final Reasons UNTOLD = new Reasons() {
        @Override
        public void tell(String step, Supplier<String> sentence) {
        }

        @Override
        public void tell(String step, Channel channel, Supplier<String> sentence) {
        }
    };

    private static final class Told implements Reasons {

        private final Map<String, List<String>> sentences = new HashMap<>();

        @Override
        public void tell(String step, Supplier<String> sentence) {
            sentences.computeIfAbsent(step, _ -> new ArrayList<>()).add(sentence.get());
        }

        @Override
        public void tell(String step, Channel channel, Supplier<String> sentence) {
            tell(step + " " + channel, sentence);
        }

        List<String> of(Step step) {
            List<String> all = new ArrayList<>(sentences.getOrDefault(step.name(), List.of()));
            all.addAll(sentences.getOrDefault(step.name() + " " + step.channel(), List.of()));
            step.state().reason().map(Why::sentence).ifPresent(all::add);
            return all.stream().distinct().toList();
        }
    }

    /** A step with the reasons for its hour, its channel and its state, as sentences. */
    public record Explained(Step step, List<String> reasons) {
    }

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

    private Planning(Cadence cadence, Appointment appointment, Recipient recipient, boolean rideIsOpen, Instant now, Reasons reasons) {
        this.cadence = cadence;
        this.appointment = appointment;
        this.recipient = recipient;
        this.rideIsOpen = rideIsOpen;
        this.now = now;
        this.reasons = reasons;
    }

    /**
     * @param except     steps that need no plan: they were handled already
     * @param textsSent  to this patient, as far as they still count
     */
    public static List<Step> plan(Cadence cadence, Appointment appointment, Set<Phase> phases, Recipient recipient, boolean rideIsOpen, Set<String> except,
            List<Instant> textsSent, Instant now) {
        return new Planning(cadence, appointment, recipient, rideIsOpen, now, UNTOLD).steps(phases, except, textsSent);
    }

    /** The same plan, and why each of its steps is as it is. */
    public static List<Explained> explain(Cadence cadence, Appointment appointment, Set<Phase> phases, Recipient recipient, boolean rideIsOpen,
            List<Instant> textsSent, Instant now) {
        Told told = new Told();
        return new Planning(cadence, appointment, recipient, rideIsOpen, now, told).steps(phases, Set.of(), textsSent).stream()
                .map(step -> new Explained(step, told.of(step))).toList();
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
            reasons.tell(rule.step(), () -> hour(rule));
            if (nominal.isBefore(now) && !(rule.when() instanceof When.AtOnce)) {
                reasons.tell(rule.step(), () -> rule.later().isZero() ? "That hour had passed when it was planned: it is due at once."
                        : "That hour had passed when it was planned: it is due " + rule.later().toHours() + " hours later.");
            }
            Instant due = nominal.isBefore(now) && !(rule.when() instanceof When.AtOnce) ? now.plus(rule.later()) : nominal.isBefore(now) ? now : nominal;
            Draft draft = new Draft(rule, due, useBy, Optional.empty(), List.of());
            if (!due.isBefore(useBy)) {
                return draft.without(Why.TOO_LATE_TO_PLAN);
            }
            if (rule.channels() == Pick.DESK || rule.channels() == Pick.ONE && recipient.one() == Channel.EMAIL) {
                return draft;
            }
            boolean alsoMail = rule.channels() == Pick.BOTH && recipient.mail();
            return byDay(rule.step(), due, useBy, rule.when() instanceof When.AtOnce)
                    .map(day -> alsoMail ? draft : new Draft(rule, day, useBy, Optional.empty(), List.of()))
                    .orElseGet(() -> alsoMail ? draft : draft.without(Why.TOO_LATE_TO_PLAN));
        });
    }

    /** The hour at which a text may arrive: moved earlier, or to the morning when it is too late for that, never past its use. */
    private Optional<Instant> byDay(String step, Instant due, Instant useBy, boolean mayBreakTheNight) {
        if (cadence.hours().open(due, recipient.zone())) {
            return Optional.of(due);
        }
        Instant evening = cadence.hours().eveningBefore(due, recipient.zone());
        if (!evening.isBefore(now)) {
            reasons.tell(step, Channel.TEXT, () -> "It is night where the patient is: the text goes the evening before.");
            return Optional.of(evening);
        }
        Instant morning = cadence.hours().morningAfter(due, recipient.zone());
        if (morning.isBefore(useBy)) {
            reasons.tell(step, Channel.TEXT, () -> "It is night where the patient is and the evening is over: the text waits for the morning.");
            return Optional.of(morning);
        }
        reasons.tell(step, Channel.TEXT, () -> mayBreakTheNight ? "The morning would be too late: the text goes at night." : "It is night, and the morning would be too late.");
        return mayBreakTheNight ? Optional.of(due) : Optional.empty();
    }

    /** A rule's hour in words. */
    private static String hour(Rule rule) {
        return switch (rule.when()) {
            case When.AtOnce _ -> "At once, when the visit is " + switch (rule.phase()) {
                case BOOKED, AHEAD -> "booked";
                case MOVED -> "moved";
                case CANCELLED -> "cancelled";
                case AFTER, FOLLOW_UP -> "over";
            } + ".";
            case When.Before before -> before.time().toHours() + (before.time().toHours() == 1 ? " hour" : " hours") + " before the visit starts.";
            case When.OnDay on -> day(on.days(), switch (rule.phase()) {
                case BOOKED, MOVED, CANCELLED, AHEAD, AFTER -> "the visit";
                case FOLLOW_UP -> "the follow-up";
            }) + ", at " + on.at() + " where the patient is.";
        };
    }

    private static String day(int days, String what) {
        return days == 0 ? "On the day of " + what : Math.abs(days) + (Math.abs(days) == 1 ? " day " : " days ") + (days < 0 ? "before " : "after ") + what;
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
                    reasons.tell(into.rule().step(), () -> "It also says what “" + draft.rule().step() + "” of the same day would have said.");
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
            reasons.tell(rule.step(), () -> "A task for the front desk, not a message.");
            return List.of(step(draft, Channel.DESK, draft.due()));
        }
        if (recipient.nobody()) {
            Step step = step(draft, Channel.TEXT, draft.due());
            return List.of(draft.stands() ? step.is(new Suppressed(now, Why.NO_CHANNEL)) : step);
        }
        if (rule.channels() == Pick.ONE) {
            reasons.tell(rule.step(), () -> recipient.texts() && recipient.mail()
                    ? "It goes by one channel; the patient prefers " + (recipient.prefersMail() ? "e-mail." : "texts.")
                    : recipient.texts() ? "By text: e-mail may not be used." : "By e-mail: texts may not be used.");
            return List.of(step(draft, recipient.one(), draft.due()));
        }
        List<Step> steps = new ArrayList<>();
        if (recipient.texts()) {
            Step text = step(draft, Channel.TEXT, draft.due());
            steps.add(draft.stands()
                    ? byDay(rule.step(), draft.due(), draft.useBy(), rule.when() instanceof When.AtOnce).map(text::at).orElseGet(() -> text.is(new Cancelled(now, Why.TOO_LATE_TO_PLAN)))
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
        if (asksForTheRide(step)) {
            reasons.tell(rule.step(), () -> "It asks for the ride home, so it comes before what is less important.");
            return raised(step);
        }
        return step;
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
        Allowance allowance = new Allowance(cadence.capsFor(recipient.audience()), recipient.zone(), textsSent);
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
        Caps caps = cadence.capsFor(recipient.audience());
        if (goesByMailAnyway || recipient.mail()) {
            reasons.tell(step.name(), goesByMailAnyway ? Channel.TEXT : Channel.EMAIL, () -> "More texts than " + caps.perDay() + " a day or " + caps.perWeek()
                    + " a week, and others are more important.");
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
                reasons.tell(step.name(), Channel.TEXT, () -> "That day's texts are used up: it goes on a later one.");
                return step.at(other);
            }
        }
        if (step.vital()) {
            reasons.tell(step.name(), Channel.TEXT, () -> "It goes over the limit: there is no other way, and the patient has to know.");
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
