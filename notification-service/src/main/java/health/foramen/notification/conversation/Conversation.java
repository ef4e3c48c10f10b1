package health.foramen.notification.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that came from one patient, and what people noted beside it, oldest first.
 *
 * @param id      the patient's, or {@code number-…} for a number that nobody's card has
 * @param entries at most {@value #MOST}; the oldest leave
 * @param unread  since a person last looked
 * @param number  E.164, of a number that nobody's card has: somebody may have to call it
 */
public record Conversation(String id, List<Entry> entries, int unread, Optional<String> number) {

    static final int MOST = 500;

    public enum Kind {
        /** A text from the patient. */
        TEXT,
        /** A call that somebody made or took, in their words. */
        CALL,
        /** Why somebody here sent something again. */
        NOTE,
        /** Something that the patient did on their page. */
        PAGE
    }

    /**
     * @param id  the same one twice is one
     * @param who who noted it; empty for the patient
     */
    public record Entry(String id, Kind kind, Instant at, String words, Optional<String> who) {
        public Entry {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(words, "words");
            who = who == null ? Optional.empty() : who;
        }
    }

    public Conversation {
        number = number == null ? Optional.empty() : number;
        entries = List.copyOf(entries.subList(Math.max(0, entries.size() - MOST), entries.size()));
    }

    public static Conversation silent(String id) {
        return new Conversation(id, List.of(), 0, Optional.empty());
    }

    public static String withNumber(String numberKey) {
        return "number-" + numberKey;
    }

    /** What a person at the desk noted needs no reading by the desk. */
    public Conversation with(Entry entry) {
        if (entries.stream().anyMatch(known -> known.id().equals(entry.id()))) {
            return this;
        }
        List<Entry> all = new ArrayList<>(entries);
        all.add(entry);
        return new Conversation(id, all, entry.who().isEmpty() ? unread + 1 : unread, number);
    }

    /** The same for what was understood without a person. */
    public Conversation withKnown(Entry entry) {
        return new Conversation(id, with(entry).entries, unread, number);
    }

    public Conversation read() {
        return new Conversation(id, entries, 0, number);
    }

    /** Of a stranger. */
    public Conversation from(String e164) {
        return new Conversation(id, entries, unread, Optional.of(e164));
    }

    public Optional<Instant> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast().at());
    }
}
