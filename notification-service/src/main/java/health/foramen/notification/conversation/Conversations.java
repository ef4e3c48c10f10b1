package health.foramen.notification.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All conversations. */
public interface Conversations {

    Optional<Conversation> find(String id);

    /** Changes one, or begins it; again when somebody was quicker. */
    Conversation change(String id, UnaryOperator<Conversation> change);

    /** Those with something unread first, then the latest. */
    List<Latest> latest(int limit);

    /**
     * What a list shows of one.
     *
     * @param number of a stranger
     * @param words the last that were said in it, shortened
     */
    record Latest(String id, int unread, Instant last, String words, Optional<String> number) {
    }

    void forget(String id);
}
