package health.foramen.sandbox.text;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every text that was accepted, each exactly once, also across a restart. */
public interface Texts {

    /**
     * What to look for; all that is present must hold.
     *
     * @param since inclusive
     * @param until exclusive
     */
    record Search(Optional<String> to, Optional<String> from, Optional<Instant> since, Optional<Instant> until) {

        public static final Search ALL = new Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A patient's phone as the inbox lists it: the newest text and how many there are. */
    record Phone(String number, Text newest, int texts) {
    }

    /** Remembers it before returning. */
    Text accept(Direction direction, String to, String from, String body, Optional<String> statusCallback,
            Optional<String> messagingService);

    /** What became of it. */
    void settle(String sid, Status status, Optional<Integer> error);

    Optional<Text> find(String sid);

    /** Newest first, those after (older than) the text with that sid when one is given. */
    List<Text> newestFirst(Search search, Optional<String> after, int limit);

    /** All texts of one phone, both ways, oldest first, at most the newest {@code limit}. */
    List<Text> thread(String phone, int limit);

    /** Phones by their newest text. */
    List<Phone> phones(int limit);

    /** Texts that the clinic ordered and the telephone company accepted. */
    int accepted();

    /** The same for one phone. */
    int accepted(String phone);

    /** Whether the owner of this phone has told that sender to stop. */
    boolean optedOut(String phone, String sender);

    /** Accepted before a restart, and nobody was told yet what became of them. Oldest first. */
    List<String> unsettled();

    /** Forgets every text and every opt-out. */
    void clear();
}
