package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Against the same thing done with the decoded fields, on documents of every type that the server underneath knows.
class RawDocumentTest {

    private static final List<String> NAMES = List.of("_id", "a", "visits", "ملاحظة", "name of it", "z9", "ab", "");

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 15 : 18)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> random.nextGaussian();
            case 3 -> null;
            case 4 -> random.nextBoolean();
            case 5 -> Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            case 6 -> new UUID(random.nextLong(), random.nextLong());
            case 7 -> new BinData(new byte[random.nextInt(40)]);
            case 8 -> new ObjectId();
            case 9 -> new BsonRegularExpression("^a.*", "i");
            case 10 -> new BsonTimestamp(random.nextLong());
            case 11 -> new Decimal128(BigDecimal.valueOf(random.nextInt(), 3));
            case 12 -> random.nextBoolean() ? MaxKey.getInstance() : MinKey.getInstance();
            case 13 -> new BsonJavaScript("n + 1");
            case 14 -> "م😀 text ".repeat(random.nextInt(30));
            case 15 -> document(random, depth + 1);
            default -> values(random, depth + 1);
        };
    }

    private static List<Object> values(Random random, int depth) {
        var list = new ArrayList<>();
        for (int left = random.nextInt(14); left > 0; left--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static Document document(Random random, int depth) {
        var document = new Document();
        for (int left = random.nextInt(NAMES.size()); left > 0; left--) {
            document.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth));
        }
        return document;
    }

    private static Set<String> names(Random random) {
        var some = new HashSet<>(NAMES);
        some.removeIf(_ -> random.nextInt(3) > 0);
        return some;
    }

    @RepeatedTest(500)
    void whatIsAskedOfTheBytesIsWhatTheFieldsSay(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var document = document(random, 0);
        var names = names(random);
        var raw = RawDocument.of(document);

        var only = document.clone();
        only.keySet().retainAll(names);
        assertThat(bytes(raw.whole())).isEqualTo(bytes(document));
        assertThat(bytes(raw.only(names))).isEqualTo(bytes(only));
        assertThat(bytes(new Document("_id", raw.id()))).isEqualTo(bytes(new Document("_id", document.get("_id"))));
        assertThat(raw.reducedTo(names).bytes()).isEqualTo(bytes(only));
        var others = document.clone();
        others.keySet().removeAll(names);
        assertThat(raw.without(names).bytes()).isEqualTo(bytes(others));
        assertThat(raw.listsAmong(names)).isEqualTo(new HashSet<>(names.stream().filter(name -> document.get(name) instanceof List).toList()));
    }

    @RepeatedTest(500)
    void whatIsChangedInTheBytesIsWhatIsChangedInTheFields(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var document = document(random, 0);
        var raw = RawDocument.of(document);
        var changed = document(random, 0);
        var removed = names(random);
        removed.removeAll(changed.keySet());
        var extended = raw.listsAmong(names(random));
        removed.removeAll(extended);
        extended.forEach(name -> changed.put(name, values(random, 2)));

        var expected = document.clone();
        removed.forEach(expected::remove);
        changed.forEach((name, value) -> {
            var all = new ArrayList<Object>();
            if (extended.contains(name)) {
                all.addAll((List<?>) document.get(name));
                all.addAll((List<?>) value);
            }
            expected.put(name, extended.contains(name) ? all : value);
        });
        assertThat(raw.with(changed, removed, extended).bytes()).isEqualTo(bytes(expected));
        assertThat(bytes(raw.whole())).as("the one before").isEqualTo(bytes(document));
    }

    /// Not every type says of itself whether it equals another.
    private static byte[] bytes(Document document) {
        return RawDocument.of(document).bytes();
    }

    @Test
    void whatFollowsInAFileIsLeftThere() {
        var first = RawDocument.of(new Document("_id", "a"));
        var second = RawDocument.of(new Document("_id", "b").append("n", 2));
        var file = ByteBuffer.allocate(first.bytes().length + second.bytes().length).put(first.bytes()).put(second.bytes()).flip();

        assertThat(RawDocument.read(file).id()).isEqualTo("a");
        assertThat(RawDocument.read(file).whole()).isEqualTo(new Document("_id", "b").append("n", 2));
        assertThat(file.hasRemaining()).isFalse();
    }

    @Test
    void aTypeThatIsNoneIsNotSkipped() {
        var bytes = RawDocument.of(new Document("a", 1).append("b", 2)).bytes().clone();
        bytes[4] = 0x20;
        assertThatIllegalStateException().isThrownBy(() -> RawDocument.read(ByteBuffer.wrap(bytes)).only(Set.of("b"))).withMessageContaining("32");
    }
}
