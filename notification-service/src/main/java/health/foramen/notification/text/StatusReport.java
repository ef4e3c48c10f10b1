package health.foramen.notification.text;

import java.util.Optional;

/**
 * What the provider says became of a text that it took. Reports may come twice and in any order.
 *
 * @param reference the message's, as given to {@link Texts#send}
 * @param error     the provider's code, when it failed
 */
public record StatusReport(String reference, String sid, Status status, Optional<String> error) {

    public enum Status {
        /** On its way: accepted, queued, sending, sent. */
        UNDERWAY,
        /** The phone has it. */
        DELIVERED,
        /** The phone will not have it. */
        FAILED;

        /** Of the provider's word; empty for a word that says nothing of these. */
        public static Optional<Status> of(String word) {
            return switch (word) {
                case "accepted", "scheduled", "queued", "sending", "sent" -> Optional.of(UNDERWAY);
                case "delivered", "read" -> Optional.of(DELIVERED);
                case "failed", "undelivered", "canceled" -> Optional.of(FAILED);
                default -> Optional.empty();
            };
        }
    }

    /** Codes that say of the number nothing for good (Twilio: handset off or out of reach, blocked by handset or carrier): one such text is bad luck, several in a row are none. */
    public boolean missedThePhone() {
        return status == Status.FAILED && error.filter(code -> java.util.Set.of("30003", "30004").contains(code)).isPresent();
    }

    /** Codes after which the number itself is at fault (Twilio: unreachable landline, unknown, not a mobile). */
    public boolean numberIsBad() {
        return status == Status.FAILED && error.filter(code -> java.util.Set.of("30005", "30006", "21211", "21614").contains(code)).isPresent();
    }
}
