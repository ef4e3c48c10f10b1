package health.foramen.local;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.expr;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Projections.elemMatch;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Projections.slice;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdFirstCollectionIT {

    /// Fails on a document whose `n` is zero, and so tells that such a one was looked at.
    private static final Bson TELLS_OF_ZERO = expr(Document.parse("{$gt: [{$divide: [1, '$n']}, 0]}"));

    private final EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
    private final MongoClient client = MongoClients.create(mongo.uri("clinic"));
    private final MongoCollection<Document> documents = client.getDatabase("clinic").getCollection("documents");

    @BeforeEach
    void fill() {
        documents.insertMany(List.of(numbered("a", 1), numbered("b", 2), numbered("c", 3), numbered("d", 0), numbered("e", 5)));
    }

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    private static Document numbered(Object id, int n) {
        return new Document("_id", id).append("n", n);
    }

    static List<Bson> narrowing() {
        return List.of(
                and(eq("_id", "b"), TELLS_OF_ZERO),
                and(TELLS_OF_ZERO, and(eq("_id", "b"), lt("n", 9))),
                new Document("_id", "b").append("$expr", Document.parse("{$gt: [{$divide: [1, '$n']}, 0]}")),
                and(in("_id", "b", "nobody"), TELLS_OF_ZERO),
                and(gte("_id", "b"), lt("_id", "c"), TELLS_OF_ZERO),
                and(lte("_id", "b"), and(gt("_id", "a"), TELLS_OF_ZERO)),
                new Document("$or", List.of(eq("_id", "nobody"), and(gte("_id", "b"), lt("_id", "c")), eq("_id", "b")))
                        .append("$expr", Document.parse("{$gt: [{$divide: [1, '$n']}, 0]}")),
                new Document("_id", new Document("$gt", "a").append("$lt", "c")).append("$expr", Document.parse("{$gt: [{$divide: [1, '$n']}, 0]}")));
    }

    @ParameterizedTest
    @MethodSource("narrowing")
    void aFilterThatNamesIdsLooksAtNoOtherDocument(Bson filter) {
        assertThat(found(filter)).containsExactly("b");
        assertThat(documents.updateMany(filter, inc("seen", 1)).getModifiedCount()).isOne();
        assertThat(documents.findOneAndUpdate(filter, inc("seen", 1)).getInteger("seen")).isOne();
        assertThat(documents.deleteMany(filter).getDeletedCount()).isOne();
        assertThat(found(new Document())).containsExactly("a", "c", "d", "e");
    }

    @Test
    void aFilterWithoutAnIdLooksAtEveryDocument() {
        assertThatExceptionOfType(MongoException.class).isThrownBy(() -> found(TELLS_OF_ZERO)).withMessageContaining("divide by zero");
    }

    static List<Bson> filters() {
        return List.of(
                eq("_id", "c"),
                and(eq("_id", "c"), eq("n", 4)),
                and(eq("_id", "c"), eq("_id", "d")),
                in("_id", "e", "a", "a", "nobody"),
                and(in("_id", "e", "a"), gt("_id", "b")),
                and(in("_id", "e", 7), gte("n", 1)),
                gt("_id", "b"),
                gte("_id", "b"),
                and(gt("_id", "b"), lt("_id", "e")),
                and(gte("_id", "b"), lte("_id", "e"), ne("n", 0)),
                and(gte("_id", "x"), lt("_id", "y")),
                and(gt("_id", "a"), gte("_id", "c"), lt("_id", "e"), lte("_id", "d")),
                and(gt("_id", "c"), lt("_id", "b")),
                and(gt("_id", "a"), lt("_id", 7)),
                new Document("_id", new Document("$gte", "b").append("$lte", "d")),
                lt("_id", "c"),
                ne("_id", "c"),
                regex("_id", "^[bc]"),
                and(regex("_id", "^[bc]"), gte("_id", "c")),
                or(eq("_id", "a"), eq("n", 3)),
                or(gt("_id", "c"), eq("_id", "a"), in("_id", "e", "b")),
                or(eq("_id", "a"), and(gte("_id", "b"), lt("_id", "d"), ne("n", 2))),
                or(eq("_id", "a"), eq("_id", 7)),
                and(or(eq("_id", "a"), eq("_id", "c")), ne("n", 1)),
                eq("_id", 7),
                and(gte("_id", 6), eq("n", 7)));
    }

    /// Of the same filter asked of each document by itself, in a store that has but that one.
    @ParameterizedTest
    @MethodSource("filters")
    void whatIsFoundIsWhatTheFilterSaysOfEachDocument(Bson filter) {
        documents.insertMany(List.of(numbered(7, 7), numbered(new ObjectId("656565656565656565656565"), 8)));
        var expected = new ArrayList<Object>();
        var alone = client.getDatabase("clinic").getCollection("alone");
        for (var document : documents.find()) {
            alone.insertOne(new Document("_id", new ObjectId()).append("own", document.get("_id")).append("n", document.get("n")));
            var asked = Document.parse(filter.toBsonDocument().toJson().replace("\"_id\"", "\"own\""));
            if (alone.countDocuments(asked) > 0) {
                expected.add(document.get("_id"));
            }
            alone.deleteMany(new Document());
        }

        assertThat(found(filter)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(documents.countDocuments(filter)).isEqualTo(expected.size());
    }

    @Test
    void orderSkipAndLimitHoldWithinTheIdsNamed() {
        var page = documents.find(gte("_id", "b")).sort(descending("n")).skip(1).limit(2);

        assertThat(page.map(document -> document.get("_id"))).containsExactly("c", "b");
        assertThat(documents.find(gte("_id", "c")).sort(new Document("$natural", -1)).map(document -> document.get("_id")))
                .containsExactly("e", "d", "c");
    }

    static List<Bson> projections() {
        return List.of(include(), include("n"), include("n", "visits", "nothing"), exclude("n"), exclude("visits", "nothing"), exclude("_id"), excludeId(), fields(include("n"), excludeId()),
                include("site.name"), exclude("site.name"), elemMatch("visits", eq("id", "v2")), slice("visits", 1), new Document("n", true), new Document("n", false), new Document("n", 0.0));
    }

    /// Of the same document found by what it holds.
    @ParameterizedTest
    @MethodSource("projections")
    void whatIsSeenOfADocumentIsWhatTheProjectionSays(Bson projection) {
        documents.insertOne(Document.parse("{_id: 'z', n: 26, site: {name: 'Lakeside', zone: 'Africa/Cairo'}, visits: [{id: 'v1'}, {id: 'v2'}]}"));

        assertThat(documents.find(eq("_id", "z")).projection(projection).first()).isEqualTo(documents.find(eq("n", 26)).projection(projection).first());
    }

    private List<Object> found(Bson filter) {
        return documents.find(filter).map(document -> document.get("_id")).into(new ArrayList<>());
    }
}
