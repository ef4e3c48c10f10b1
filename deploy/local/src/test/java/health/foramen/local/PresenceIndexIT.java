package health.foramen.local;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceIndexIT {

    private static final IndexOptions SPARSE = new IndexOptions().sparse(true).name("unsent");

    @TempDir
    private Path folder;

    @Test
    void whatHasTheFieldIsFoundAcrossChangesAndRestarts() {
        var random = new Random(7);
        for (int start = 0; start < 3; start++) {
            try (var mongo = EmbeddedMongo.at(folder, 0); var client = MongoClients.create(mongo.uri("clinic"))) {
                var documents = client.getDatabase("clinic").getCollection("documents");
                if (start == 0) {
                    documents.insertMany(List.of(waiting("before the index", 1), waiting("before the index, empty", 0)));
                }
                documents.createIndex(Indexes.ascending("outbox.id"), SPARSE);
                agrees(documents);
                for (int i = 0; i < 200; i++) {
                    change(documents, "d" + random.nextInt(20), random);
                }
                agrees(documents);
            }
        }
    }

    private static void change(MongoCollection<Document> documents, String id, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> documents.deleteOne(eq("_id", id));
            case 1 -> documents.updateOne(eq("_id", id), push("outbox", new Document("id", "event")));
            case 2 -> documents.updateOne(eq("_id", id), pull("outbox", new Document("id", "event")));
            case 3 -> documents.updateOne(eq("_id", id), random.nextBoolean() ? unset("outbox") : set("outbox", List.of()));
            case 4 -> documents.updateOne(eq("_id", id), set("state", random.nextInt()));
            default -> {
                if (documents.find(eq("_id", id)).first() == null) {
                    documents.insertOne(waiting(id, random.nextInt(3)));
                } else {
                    documents.replaceOne(eq("_id", id), waiting(id, random.nextInt(3)));
                }
            }
        }
    }

    private static Document waiting(String id, int events) {
        var outbox = new ArrayList<Document>();
        for (int i = 0; i < events; i++) {
            outbox.add(new Document("id", "event"));
        }
        return new Document("_id", id).append("outbox", outbox);
    }

    /// With the same question in words that the index does not know.
    private static void agrees(MongoCollection<Document> documents) {
        assertThat(ids(documents, exists("outbox.id"))).containsExactlyInAnyOrderElementsOf(ids(documents, eq("outbox.id", "event")))
                .contains("before the index").doesNotContain("before the index, empty");
    }

    private static List<String> ids(MongoCollection<Document> documents, Bson filter) {
        return documents.find(filter).map(document -> document.getString("_id")).into(new ArrayList<>());
    }
}
