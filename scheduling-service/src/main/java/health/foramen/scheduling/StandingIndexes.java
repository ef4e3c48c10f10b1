package health.foramen.scheduling;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The indexes of a real MongoDB, all in one place; the embedded store accepts and ignores them. Every request addresses its
 * documents by {@code _id}; these serve the sweeper, the start and the check.
 */
final class StandingIndexes {

    private StandingIndexes() {
    }

    static void declare(MongoOperations mongo) {
        mongo.execute("agendas", agendas -> agendas.createIndex(Indexes.ascending("entries.settled", "entries.written"), new IndexOptions().name("unsettled")));
        mongo.execute("cards", cards -> cards.createIndex(Indexes.ascending("state.wanted"), new IndexOptions().name("wanted")));
        mongo.execute("days", days -> days.createIndex(Indexes.ascending("appointments.id"), new IndexOptions().name("appointment")));
    }
}
