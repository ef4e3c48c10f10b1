package health.foramen.notification.conversation.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import health.foramen.notification.conversation.Conversation;
import health.foramen.notification.conversation.Conversations;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code conversations}, one document a patient or unknown number; beside it {@code threads}, one small note each, so that the list of them
 * all never reads what was said in them. The notes can be made anew from the conversations.
 */
public final class MongoConversations implements Conversations {

    private static final String NOTES = "threads";
    private static final int LONGEST = 120;

    private final MongoOperations mongo;
    private final StateDocuments<Conversation> conversations;

    public MongoConversations(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.mongo = mongo;
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
            if (after.equals(before)) {
                return after;
            }
            if (known.isEmpty() ? conversations.insert(id, after, List.of()) : conversations.replace(id, known.get().version(), after, List.of())) {
                note(after);
                return after;
            }
        }
    }

    private void note(Conversation conversation) {
        String words = conversation.entries().isEmpty() ? "" : conversation.entries().getLast().words();
        Document note = new Document("_id", conversation.id()).append("unread", conversation.unread()).append("last", Date.from(conversation.last().orElse(Instant.EPOCH)))
                .append("words", words.substring(0, Math.min(LONGEST, words.length())));
        conversation.number().ifPresent(number -> note.append("number", number));
        mongo.execute(NOTES, notes -> notes.replaceOne(Filters.eq("_id", conversation.id()), note, new ReplaceOptions().upsert(true)));
    }

    @Override
    public List<Latest> latest(int limit) {
        List<Latest> unread = notes(Filters.gt("unread", 0), limit);
        List<Latest> all = new ArrayList<>(unread);
        notes(Filters.eq("unread", 0), limit).stream().limit(limit - unread.size()).forEach(all::add);
        if (all.isEmpty()) {
            conversations.find(Filters.empty()).forEach(stored -> note(stored.state()));
            return notes(Filters.empty(), limit);
        }
        return all;
    }

    private List<Latest> notes(Bson filter, int limit) {
        return mongo.execute(NOTES, notes -> notes.find(filter).sort(Sorts.descending("last")).limit(limit)
                .map(note -> new Latest(note.getString("_id"), note.getInteger("unread"), note.getDate("last").toInstant(), note.getString("words"),
                        Optional.ofNullable(note.getString("number")))).into(new ArrayList<>()));
    }

    @Override
    public void forget(String id) {
        conversations.find(id).ifPresent(stored -> conversations.delete(id, stored.version()));
        mongo.execute(NOTES, notes -> notes.deleteOne(Filters.eq("_id", id)));
    }
}
