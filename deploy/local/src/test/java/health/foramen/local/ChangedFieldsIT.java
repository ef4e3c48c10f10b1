package health.foramen.local;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.mul;
import static com.mongodb.client.model.Updates.popFirst;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.pullAll;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.rename;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangedFieldsIT {

    private final EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
    private final MongoClient client = MongoClients.create(mongo.uri("clinic"));
    private final MongoCollection<Document> days = client.getDatabase("clinic").getCollection("days");

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    private static Document day() {
        return new Document("_id", "a").append("version", 1).append("zone", "Africa/Cairo")
                .append("visits", List.of(new Document("id", "v1").append("state", "booked"), new Document("id", "v2").append("state", "held")))
                .append("site", new Document("name", "Lakeside").append("rooms", List.of(1, 2, 2)));
    }

    static List<Bson> changes() {
        return List.of(
                set("version", 2),
                set("site.name", "Garden"),
                set("brand.new.field", true),
                combine(inc("version", 3), mul("version2", 2), min("low", 1), max("version3", 9)),
                combine(unset("zone"), unset("site.rooms"), unset("nothing")),
                combine(push("visits", new Document("id", "v3")), pushEach("notes", List.of(1, 2)), addToSet("site.rooms", 3)),
                combine(pushEach("visits", List.of(new Document("id", "v3"), new Document("id", "v4"))), inc("version", 1)),
                pushEach("visits", List.of(new Document("id", "v3")), new PushOptions().slice(-2)),
                pushEach("visits", List.of(new Document("id", "v0")), new PushOptions().position(0)),
                pushEach("visits", List.of()),
                combine(pull("visits", eq("id", "v1")), popFirst("site.rooms")),
                pullAll("site.rooms", List.of(2)),
                combine(setOnInsert("zone", "Europe/London"), inc("version", 1)),
                set("visits.$.state", "arrived"),
                set("visits.1.state", "arrived"),
                set("visits.$[].state", "arrived"),
                rename("zone", "where"),
                set("version", 1));
    }

    /// Of the same change made by a filter that names no id, which changes the whole document.
    @ParameterizedTest
    @MethodSource("changes")
    void aChangeOfOnePartLeavesWhatAChangeOfTheWholeLeaves(Bson change) {
        days.insertOne(day());
        days.createIndex(Indexes.ascending("visits.id"));
        var others = client.getDatabase("clinic").getCollection("others");
        others.insertOne(day());

        var byId = days.updateOne(and(eq("_id", "a"), eq("visits.id", "v2")), change);
        var byContent = others.updateOne(eq("visits.id", "v2"), change);

        assertThat(days.find().first()).isEqualTo(others.find().first());
        assertThat(byId.getMatchedCount()).isEqualTo(byContent.getMatchedCount()).isOne();
        assertThat(byId.getModifiedCount()).isEqualTo(byContent.getModifiedCount());
    }

    @Test
    void anArrayFilterChangesTheElementThatItNames() {
        days.insertOne(day());
        days.updateOne(and(eq("_id", "a"), elemMatch("visits", eq("id", "v2"))), set("visits.$[v].state", "arrived"),
                new UpdateOptions().arrayFilters(List.of(eq("v.id", "v2"))));
        assertThat(days.find().first().getList("visits", Document.class)).extracting(visit -> visit.getString("state")).containsExactly("booked", "arrived");
    }

    @Test
    void aDateIsTheServers() {
        days.insertOne(day());
        days.updateOne(eq("_id", "a"), currentDate("seen"));
        assertThat(days.find().first().getDate("seen")).isToday();
    }

    @Test
    void whoDoesNotMatchIsLeftAloneOrBegun() {
        days.insertOne(day());
        assertThat(days.updateOne(and(eq("_id", "a"), eq("version", 7)), inc("version", 1)).getMatchedCount()).isZero();
        assertThat(days.updateOne(eq("_id", "b"), inc("version", 1)).getMatchedCount()).isZero();
        assertThat(days.updateOne(eq("_id", "b"), combine(inc("version", 1), setOnInsert("zone", "Asia/Kathmandu")), new UpdateOptions().upsert(true))
                .getUpsertedId().asString().getValue()).isEqualTo("b");
        assertThat(days.find(eq("_id", "b")).first()).isEqualTo(new Document("_id", "b").append("version", 1).append("zone", "Asia/Kathmandu"));
        assertThat(days.find(eq("_id", "a")).first()).isEqualTo(day());
    }

    @Test
    void whatIsWrongChangesNothing() {
        days.insertOne(day());
        for (Bson wrong : List.of(set("_id", "b"), inc("zone", 1), push("site", 1))) {
            assertThatExceptionOfType(MongoWriteException.class).isThrownBy(() -> days.updateOne(eq("_id", "a"), wrong));
        }
        days.updateOne(eq("_id", "a"), inc("version", 0));
        assertThat(days.find().into(new ArrayList<>())).containsExactly(day());
    }

    @Test
    void whatIsPushedComesAfterWhatWasThereInTheOrderOfThePushes() {
        days.insertOne(day());
        for (int number = 3; number <= 60; number++) {
            assertThat(days.updateOne(and(eq("_id", "a"), exists("visits." + (number - 2))), combine(push("visits", new Document("id", "v" + number)), inc("version", 1)))
                    .getModifiedCount()).isOne();
        }
        assertThat(days.find().first().getInteger("version")).isEqualTo(59);
        assertThat(days.find().first().getList("visits", Document.class)).extracting(visit -> visit.getString("id"))
                .isEqualTo(IntStream.rangeClosed(1, 60).mapToObj(number -> "v" + number).toList());
    }

    @Test
    void whatIsReplacedByNothingIsEmpty() {
        days.insertOne(day());
        days.replaceOne(eq("_id", "a"), new Document());
        assertThat(days.find().first()).isEqualTo(new Document("_id", "a"));
    }

    @Test
    void whoCountsMeanwhileCountsEverything() {
        days.insertMany(List.of(day(), new Document("_id", "b").append("zone", "Africa/Cairo"), new Document("_id", "c").append("zone", "Africa/Cairo")));
        var changing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 3_000; i++) {
                days.updateOne(eq("_id", "a"), inc("version", 1));
            }
        });
        var counted = new HashSet<Integer>();
        do {
            counted.add(client.getDatabase("clinic").runCommand(new Document("count", "days").append("query", new Document("zone", "Africa/Cairo"))).getInteger("n"));
        } while (!changing.isDone());
        changing.join();
        assertThat(counted).containsExactly(3);
    }

    @Test
    void indexesHearOfIt() {
        days.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true).sparse(true));
        days.createIndex(Indexes.ascending("outbox.id"), new IndexOptions().sparse(true));
        days.insertMany(List.of(day(), new Document("_id", "b").append("number", 7)));

        days.updateOne(eq("_id", "a"), push("outbox", new Document("id", "e1")));
        days.updateOne(eq("_id", "a"), inc("version", 1));
        assertThat(days.find(exists("outbox.id")).map(one -> one.getString("_id"))).containsExactly("a");
        assertThatExceptionOfType(MongoWriteException.class).isThrownBy(() -> days.updateOne(eq("_id", "a"), set("number", 7)));
        days.updateOne(eq("_id", "b"), unset("number"));
        days.updateOne(eq("_id", "a"), combine(set("number", 7), pull("outbox", eq("id", "e1"))));
        assertThat(days.find(eq("number", 7)).map(one -> one.getString("_id"))).containsExactly("a");
        assertThat(days.find(exists("outbox.id")).first()).isNull();
    }
}
