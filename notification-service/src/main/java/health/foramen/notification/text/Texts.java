package health.foramen.notification.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The provider that puts texts on the air. */
public interface Texts {

    /**
     * @param to        E.164
     * @param reference names the message in the provider's status reports; no more than letters, digits, {@code - _ . ~}
     * @param leaveBy   real time; after it nothing is handed over, since what it says may have changed meanwhile
     */
    record Outgoing(String to, String body, String reference, Optional<Instant> leaveBy) {

        public Outgoing(String to, String body, String reference) {
            this(to, body, reference, Optional.empty());
        }
    }

    /** Hands a text over. It never throws for what a provider can do. */
    Sending send(Outgoing text);

    /**
     * The provider's own record of a text with this receiver and these words, made since then.
     *
     * @param fingerprint see {@link Fingerprint}
     * @param since       real time
     * @throws ProviderAway when it cannot be asked, which says nothing about the text
     */
    Optional<Known> find(String to, String fingerprint, Instant since);

    /** @param status as in {@link StatusReport} */
    record Known(String sid, StatusReport.Status status) {
    }

    /** What became of handing it over. */
    sealed interface Sending {

        /** The provider has it. */
        record Accepted(String sid) implements Sending {
        }

        /** The provider will never take it like this. */
        record Refused(Why why, String sentence) implements Sending {
        }

        /** The provider surely does not have it; it may be tried again after the pause. */
        record NotNow(String sentence, Duration pause) implements Sending {
        }

        /** The answer was lost: the provider may have it or not. To be settled by {@link Texts#find}, never by a second sending. */
        record Unsure(String sentence) implements Sending {
        }
    }

    enum Why {
        /** The number's holder has opted out at the provider. */
        OPTED_OUT,
        /** No phone, or none that takes texts. */
        BAD_NUMBER,
        /** Our request was not to its liking. */
        OTHER
    }

    /** The provider cannot be asked now. */
    final class ProviderAway extends RuntimeException {

        private static final long serialVersionUID = 1;

        public ProviderAway(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
