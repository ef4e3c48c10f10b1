package health.foramen.notification.conversation;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All conversations. */
public interface Conversations {

    Optional<Conversation> find(String id);

    /** Changes one, or begins it; again when somebody was quicker. */
    Conversation change(String id, UnaryOperator<Conversation> change);

    /** Those with something unread first, then the latest. */
    List<Conversation> latest(int limit);

    void forget(String id);
}
