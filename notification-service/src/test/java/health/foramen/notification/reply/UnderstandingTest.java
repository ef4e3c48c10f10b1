package health.foramen.notification.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.foramen.notification.reply.Vocabulary.Word;
import health.foramen.notification.reply.store.YamlVocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stop: [stop, stopall     | stop: [stop, [stopall           | words.yaml, line
            start: [start, unstop    | start: [start, stop             | stop is both
            start: [start, unstop    | begin: [start, unstop           | words.yaml:
            0: [zero, cero           | 11: [zero, cero                 | must be one number from 0 to 10
            [saddle, numb*/          | [saddle, numb*//                | has an empty word
            language: es, any: [vej  | language: fr, any: [vej         | fr is no language of ours
            negators:                | deniers:                        | words.yaml:
            """)
    void aBrokenFileOfWordsIsNamedWithItsReason(String right, String wrong, String complaint) throws IOException {
        String file = new String(UnderstandingTest.class.getResourceAsStream("/replies/words.v1.yaml").readAllBytes(), StandardCharsets.UTF_8);
        assertThat(file).contains(right);
        assertThatThrownBy(() -> YamlVocabulary.read("words.yaml", file.replace(right, wrong))).isInstanceOf(YamlVocabulary.Broken.class).hasMessageContaining(complaint);
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
