package health.foramen.notification.journey.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Pauses;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code dispatch}: one small document, with a field for each channel that is paused. */
public final class MongoPauses implements Pauses {

    private static final String COLLECTION = "dispatch";
    private static final String ID = "pauses";

    private final MongoOperations mongo;

    public MongoPauses(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Map<Channel, Pause> all() {
        Map<Channel, Pause> pauses = new EnumMap<>(Channel.class);
        Document found = mongo.execute(COLLECTION, documents -> documents.find(eq("_id", ID)).first());
        if (found != null) {
            for (Channel channel : Channel.values()) {
                Document pause = found.get(channel.word(), Document.class);
                if (pause != null) {
                    pauses.put(channel, new Pause(pause.getString("by"), pause.getString("why"), pause.getDate("since").toInstant()));
                }
            }
        }
        return pauses;
    }

    @Override
    public boolean pause(Channel channel, Pause pause) {
        Document document = new Document("by", pause.by()).append("why", pause.why()).append("since", Date.from(pause.since()));
        try {
            var result = mongo.execute(COLLECTION, documents -> documents.updateOne(and(eq("_id", ID), exists(channel.word(), false)),
                    Updates.set(channel.word(), document), new UpdateOptions().upsert(true)));
            return result.getModifiedCount() == 1 || result.getUpsertedId() != null;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    @Override
    public boolean resume(Channel channel) {
        return mongo.execute(COLLECTION, documents -> documents.updateOne(and(eq("_id", ID), exists(channel.word(), true)), Updates.unset(channel.word())))
                .getModifiedCount() == 1;
    }
}
