package health.foramen.notification.mail;

import java.time.Duration;

/** The server that takes letters. */
public interface Mails {

    /** Hands a letter over. It never throws for what a server can do. */
    Posting post(Letter letter);

    /** What became of handing it over. */
    sealed interface Posting {

        record Posted(String messageId) implements Posting {
        }

        /** The server will never take it like this. */
        record Refused(String sentence) implements Posting {
        }

        /** The server surely does not have it; it may be tried again after the pause. */
        record NotNow(String sentence, Duration pause) implements Posting {
        }

        /** The server may have it or not. A letter may be posted again under its Message-ID; mail readers show it once. */
        record Unsure(String sentence) implements Posting {
        }
    }
}
