package health.foramen.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.MongoClientSettings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class StatesTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    enum Side { LEFT, RIGHT }

    record Knee(String word, int bends, long since, double angle, BigDecimal price, boolean stiff, Side side, Optional<String> note, Optional<Instant> at, LocalDate day,
            List<Knee> others, Map<String, List<Integer>> counts, byte[] picture) {
    }

    private static Knee knee(Random random, int depth) {
        var others = new ArrayList<Knee>();
        for (int left = depth > 2 ? 0 : random.nextInt(3); left > 0; left--) {
            others.add(knee(random, depth + 1));
        }
        return new Knee(random.nextBoolean() ? null : "ركبة 🦵 " + random.nextInt(), random.nextInt(), random.nextLong(), random.nextGaussian(), new BigDecimal(random.nextInt()).movePointLeft(2),
                random.nextBoolean(), random.nextBoolean() ? Side.LEFT : Side.RIGHT, random.nextBoolean() ? Optional.empty() : Optional.of(""),
                random.nextBoolean() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L))), LocalDate.ofEpochDay(random.nextInt(40_000)), others,
                Map.of("a", List.of(1, 2, random.nextInt()), "", List.of()), null);
    }

    /** As a tree of fields says it, which the driver writes: what lies in a store that was written so reads the same. */
    @RepeatedTest(200)
    void tokensSayWhatATreeOfFieldsSays(RepetitionInfo repetition) {
        var states = new States<>(Knee.class, MAPPER);
        var knee = knee(new Random(repetition.getCurrentRepetition()), 0);
        var tree = new Document(MAPPER.convertValue(knee, new TypeReference<LinkedHashMap<String, Object>>() { }));
        var written = new RawBsonDocument(tree, new DocumentCodec(MongoClientSettings.getDefaultCodecRegistry()));

        var raw = states.write(knee);

        assertThat(raw.toJson()).isEqualTo(written.toJson());
        assertThat(raw.getByteBuffer().remaining()).isEqualTo(written.getByteBuffer().remaining());
        assertThat(states.read(raw)).isEqualTo(knee);
        assertThat(states.read(written)).isEqualTo(knee);
    }

    @Test
    void bytesAndDatesAreRead() {
        record Picture(byte[] bytes, Instant at) {
        }
        var states = new States<>(Picture.class, MAPPER);
        var at = Instant.parse("2026-11-30T15:00:00.123Z");

        assertThat(states.read(states.write(new Picture(new byte[] {0, -1, 7}, at))).bytes()).containsExactly(0, -1, 7);
        var asADate = new RawBsonDocument(new Document("at", Date.from(at)), new DocumentCodec());
        assertThat(states.read(asADate).at()).isEqualTo(at);
    }

    @Test
    void whatTheStoreOrAStateCannotHoldIsRefused() {
        record Large(BigInteger number) {
        }
        var states = new States<>(Large.class, MAPPER);
        assertThatIllegalArgumentException().isThrownBy(() -> states.write(new Large(BigInteger.TWO.pow(200)))).withMessageContaining("160693804425899027554196209234");
        assertThatIllegalStateException().isThrownBy(() -> states.read(new RawBsonDocument(new Document("number", new ObjectId()), new DocumentCodec())))
                .withMessageContaining("OBJECT_ID");
    }
}
