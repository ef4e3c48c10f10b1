package health.foramen.notification.journey;

import java.time.Instant;
import java.util.Optional;

/**
 * What has become of a step.
 *
 * <pre>
 * Planned ─ claim ─▶ Claimed ─ accepted ─▶ Sent ─ receipt ─▶ Delivered
 *    │                 │  ╲ answer lost ─▶ Unknown ─ found ─▶ Sent
 *    │                 │  ◀─ surely not sent, or not found ─╯
 *    ├─ no longer true ─▶ Cancelled        ╰ refused, receipt says no ─▶ Failed
 *    ├─ not allowed ────▶ Suppressed
 *    └─ hour missed ────▶ Failed
 * </pre>
 */
public sealed interface StepState {

    /** @param because what it waits for, when its hour has come and it waits all the same */
    record Planned(Optional<Why> because) implements StepState {
    }

    /**
     * Somebody is handing it over.
     *
     * @param by          the instance
     * @param since       real time
     * @param until       real time; after it anybody may ask the provider what became of it
     * @param fingerprint of the words that are being sent
     */
    record Claimed(String by, Instant since, Instant until, String fingerprint) implements StepState {
    }

    /** The provider may have it or not. */
    record Unknown(Instant since, String fingerprint, Why why) implements StepState {
    }

    /**
     * The provider has it.
     *
     * @param shown the words or the subject, without the patient's link
     */
    record Sent(Instant at, String provider, String shown) implements StepState {
    }

    /**
     * The phone or the mailbox has it.
     *
     * @param left when it was handed over
     */
    record Delivered(Instant at, Instant left, String provider, String shown) implements StepState {
        public Delivered {
            left = left == null ? at : left;
        }
    }

    record Failed(Instant at, Why why, String shown) implements StepState {
    }

    record Suppressed(Instant at, Why why) implements StepState {
    }

    record Cancelled(Instant at, Why why) implements StepState {
    }

    /** Nothing more happens to it by itself. */
    default boolean isSettled() {
        return switch (this) {
            case Planned _, Claimed _, Unknown _ -> false;
            case Sent _, Delivered _, Failed _, Suppressed _, Cancelled _ -> true;
        };
    }

    default boolean hasLeft() {
        return this instanceof Sent || this instanceof Delivered;
    }

    /** As on the wire and in the pages. */
    default String word() {
        return switch (this) {
            case Planned _ -> "planned";
            case Claimed _ -> "claimed";
            case Unknown _ -> "unknown";
            case Sent _ -> "sent";
            case Delivered _ -> "delivered";
            case Failed _ -> "failed";
            case Suppressed _ -> "suppressed";
            case Cancelled _ -> "cancelled";
        };
    }

    default Optional<Why> reason() {
        return switch (this) {
            case Planned planned -> planned.because();
            case Unknown unknown -> Optional.of(unknown.why());
            case Failed failed -> Optional.of(failed.why());
            case Suppressed suppressed -> Optional.of(suppressed.why());
            case Cancelled cancelled -> Optional.of(cancelled.why());
            case Claimed _, Sent _, Delivered _ -> Optional.empty();
        };
    }

    /** When it became so, in business time; empty while it lies ahead. */
    default Optional<Instant> when() {
        return switch (this) {
            case Planned _, Claimed _, Unknown _ -> Optional.empty();
            case Sent sent -> Optional.of(sent.at());
            case Delivered delivered -> Optional.of(delivered.at());
            case Failed failed -> Optional.of(failed.at());
            case Suppressed suppressed -> Optional.of(suppressed.at());
            case Cancelled cancelled -> Optional.of(cancelled.at());
        };
    }

    /** When it was handed over; empty for what was not. */
    default Optional<Instant> sentAt() {
        return switch (this) {
            case Sent sent -> Optional.of(sent.at());
            case Delivered delivered -> Optional.of(delivered.left());
            case Planned _, Claimed _, Unknown _, Failed _, Suppressed _, Cancelled _ -> Optional.empty();
        };
    }

    /** The words that went out; empty for what did not. */
    default String shown() {
        return switch (this) {
            case Sent sent -> sent.shown();
            case Delivered delivered -> delivered.shown();
            case Failed failed -> failed.shown();
            case Planned _, Claimed _, Unknown _, Suppressed _, Cancelled _ -> "";
        };
    }
}
