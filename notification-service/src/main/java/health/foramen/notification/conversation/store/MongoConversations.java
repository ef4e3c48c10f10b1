package health.foramen.notification.conversation.store;

import com.mongodb.client.model.Filters;
import health.foramen.notification.conversation.Conversation;
import health.foramen.notification.conversation.Conversations;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** {@code conversations}, one document a patient or unknown number. */
public final class MongoConversations implements Conversations {

    private final StateDocuments<Conversation> conversations;

    public MongoConversations(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        conversations = new StateDocuments<>(mongo, outbox, "conversations", Conversation.class, mapper);
    }

    @Override
    public Optional<Conversation> find(String id) {
        return conversations.find(id).map(Stored::state);
    }

    @Override
    public Conversation change(String id, UnaryOperator<Conversation> change) {
        while (true) {
            Optional<Stored<Conversation>> known = conversations.find(id);
            Conversation before = known.map(Stored::state).orElseGet(() -> Conversation.silent(id));
            Conversation after = change.apply(before);
            if (after.equals(before) || (known.isEmpty() ? conversations.insert(id, after, List.of())
                    : conversations.replace(id, known.get().version(), after, List.of()))) {
                return after;
            }
        }
    }

    @Override
    public List<Conversation> latest(int limit) {
        return conversations.find(Filters.empty()).stream().map(Stored::state)
                .sorted(Comparator.comparing((Conversation one) -> one.unread() == 0)
                        .thenComparing(one -> one.last().orElse(Instant.EPOCH), Comparator.reverseOrder()))
                .limit(limit).toList();
    }

    @Override
    public void forget(String id) {
        conversations.find(id).ifPresent(stored -> conversations.delete(id, stored.version()));
    }
}
