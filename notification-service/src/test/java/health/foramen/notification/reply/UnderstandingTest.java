package health.foramen.notification.reply;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.reply.Vocabulary.Word;
import health.foramen.notification.reply.store.YamlVocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UnderstandingTest {

    static final Vocabulary VOCABULARY = vocabulary();

    private static Vocabulary vocabulary() {
        try (InputStream in = UnderstandingTest.class.getClassLoader().getResourceAsStream("replies/words.v1.yaml")) {
            return YamlVocabulary.read("words.v1.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What patients wrote, one reply a line, in three languages. */
    @ParameterizedTest(name = "{0} | {1} | {2}")
    @CsvFileSource(resources = "/replies/heard.csv", delimiter = '|', quoteCharacter = '~')
    void aReplyIsHeardAsItWasMeant(String language, String said, String meant) {
        assertThat(heard(said)).as("%s: %s", language, said).isEqualTo(meant);
    }

    private static String heard(String said) {
        return switch (Meaning.of(said, VOCABULARY)) {
            case Meaning.Said(Word word) -> word.name();
            case Meaning.Number(int value, Optional<Word> or) -> or.map(Word::name).orElse("PAIN " + value);
            case Meaning.ComesWithARide _ -> "BOTH";
            case Meaning.Pick(int index) -> "PICK " + index;
            case Meaning.Free(String _, boolean digits) -> VOCABULARY.redFlag(said, false).map(Vocabulary.Pattern::flag)
                    .orElseGet(() -> digits ? "DIGITS" : VOCABULARY.losesARide(said) ? "RIDE-LOST" : VOCABULARY.namesARide(said) ? "RIDE-NAMED" : "FREE");
        };
    }

    @Test
    void aScoreThatIsAlsoAnOfferedDigitIsBoth() {
        assertThat(Meaning.of("3", VOCABULARY)).isEqualTo(new Meaning.Number(3, Optional.of(Word.RIDE)));
        assertThat(Meaning.of("3/10", VOCABULARY)).isEqualTo(new Meaning.Number(3, Optional.empty()));
    }

    @Test
    void weaknessIsExpectedForAnHourAndAWarningAfterIt() {
        String said = "my leg is still weak";
        assertThat(VOCABULARY.redFlag(said, false)).isEmpty();
        assertThat(VOCABULARY.redFlag(said, true).map(Vocabulary.Pattern::flag)).isEqualTo(Optional.of("lasting-weakness"));
    }

    @Test
    void expectedAfterEffectsAreKnown() {
        assertThat(VOCABULARY.isExpected("I have a headache and it is sore")).isTrue();
        assertThat(VOCABULARY.isExpected("لدي صداع")).isTrue();
        assertThat(VOCABULARY.isExpected("what time was it?")).isFalse();
    }

    @Test
    void aDriverIsANameAndPerhapsAPhone() {
        assertThat(HearingPatients.Driver.in("Luis, my son: 312-555-0177")).isEqualTo(new HearingPatients.Driver(Optional.of("Luis my son"), Optional.of("312-555-0177")));
        assertThat(HearingPatients.Driver.in("أحمد ٠٣١٢٥٥٥٠١٧٧")).isEqualTo(new HearingPatients.Driver(Optional.of("أحمد"), Optional.of("03125550177")));
        assertThat(HearingPatients.Driver.in("my wife")).isEqualTo(new HearingPatients.Driver(Optional.of("my wife"), Optional.empty()));
    }
}
