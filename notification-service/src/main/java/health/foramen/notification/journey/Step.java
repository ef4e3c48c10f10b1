package health.foramen.notification.journey;

import health.foramen.notification.wording.Message;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One message of a journey, or one thing the desk must learn.
 *
 * @param name     of the rule that planned it
 * @param revision of the appointment that it was planned for
 * @param message  what it says; none for the desk
 * @param asks     what it asks, with what it took over from steps that were merged into it
 * @param carries  the steps that were merged into it
 * @param vital    goes even when the allowance of texts is used up, and is the desk's business when it cannot go at all
 * @param counted  uses up the allowance of texts
 * @param anyHour  knows no night: answers to what a patient has just written, emergencies
 * @param due      not before this
 * @param useBy    not after this
 * @param day      of the diary, 0 for none
 * @param words    already said; what a message of fixed words or a person at the desk says
 */
public record Step(String name, long revision, Channel channel, Optional<Message> message, Set<Question> asks, Set<String> carries, Priority priority,
        boolean vital, boolean counted, boolean anyHour, Instant due, Instant useBy, int day, Optional<String> words, StepState state) {

    /** Stands in the name of what the desk sent again. */
    public static final String AGAIN = "-again-";

    public Step {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(useBy, "useBy");
        Objects.requireNonNull(state, "state");
        asks = asks == null ? Set.of() : Set.copyOf(asks);
        carries = carries == null ? Set.of() : Set.copyOf(carries);
        message = message == null ? Optional.empty() : message;
        words = words == null ? Optional.empty() : words;
    }

    /** A text of fixed words that goes at once: an answer, or what somebody at the desk wrote. */
    public static Step said(String name, Channel channel, Message message, Set<Question> asks, String words, boolean anyHour, Instant due, Instant useBy) {
        return new Step(name, 0, channel, Optional.of(message), asks, Set.of(), message == Message.EMERGENCY || message == Message.ALERT ? Priority.EMERGENCY : Priority.MOVED_OR_CANCELLED,
                true, false, anyHour, due, useBy, 0, Optional.of(words), new StepState.Planned(Optional.empty()));
    }

    /** The same message once more, as somebody at the desk decided: the allowance of texts is theirs to judge. */
    Step again(String id, long nowFor, Channel other, Instant when, Instant until) {
        String first = name.contains(AGAIN) ? name.substring(0, name.indexOf(AGAIN)) : name;
        return new Step(first + AGAIN + id, nowFor, other, message, asks, carries, priority, true, false, false, when, until, day, words, new StepState.Planned(Optional.empty()));
    }

    public StepKey key(String journeyId) {
        return new StepKey(journeyId, revision, name, channel);
    }

    public Step is(StepState next) {
        return new Step(name, revision, channel, message, asks, carries, priority, vital, counted, anyHour, due, useBy, day, words, next);
    }

    public Step at(Instant when) {
        return new Step(name, revision, channel, message, asks, carries, priority, vital, counted, anyHour, when, useBy, day, words, state);
    }

    Step by(Channel other) {
        return new Step(name, revision, other, message, asks, carries, priority, vital, counted, anyHour, due, useBy, day, words, state);
    }

    Step carrying(Step merged) {
        Set<Question> allAsked = new HashSet<>(asks);
        // A diary question belongs to its own day's message.
        merged.asks.stream().filter(question -> question != Question.PAIN).forEach(allAsked::add);
        Set<String> all = new HashSet<>(carries);
        all.addAll(merged.carries);
        all.add(merged.name);
        return new Step(name, revision, channel, message, allAsked, all, priority, vital, counted, anyHour, due, useBy, day, words, state);
    }

    public boolean isPlanned() {
        return state instanceof StepState.Planned;
    }

    public boolean isInTheAir() {
        return state instanceof StepState.Claimed || state instanceof StepState.Unknown;
    }
}
