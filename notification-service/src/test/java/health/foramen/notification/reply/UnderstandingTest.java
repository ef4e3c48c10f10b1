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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnderstandingTest {

    static final Vocabulary VOCABULARY = vocabulary();

    private static Vocabulary vocabulary() {
        try (InputStream in = UnderstandingTest.class.getClassLoader().getResourceAsStream("replies/words.v1.yaml")) {
            return YamlVocabulary.read("words.v1.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, CONFIRM", "١, CONFIRM", "' 1. ', CONFIRM", "2, CHANGE", "۲, CHANGE", "3, RIDE", "٣, RIDE", "9, HELP", "٩, HELP"})
    void digitsOfEveryScriptAreDigits(String said, Word word) {
        assertThat(Meaning.of(said, VOCABULARY)).isInstanceOfSatisfying(Meaning.Number.class, number -> assertThat(number.or()).contains(word));
    }

    @ParameterizedTest
    @CsvSource({"STOP, STOP", "stop, STOP", "Baja, STOP", "توقف, STOP", "START, START", "unstop, START", "Confirmo, CONFIRM", "تأكيد, CONFIRM", "cambiar, CHANGE",
        "I have a ride!, RIDE", "Tengo transporte., RIDE", "لدي توصيلة, RIDE", "Ayuda, HELP", "مساعدة, HELP"})
    void wordsOfThreeLanguagesMeanTheSame(String said, Word word) {
        assertThat(Meaning.of(said, VOCABULARY)).isEqualTo(new Meaning.Said(word));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 10", "٧, 7", "7/10, 7", "7 of 10, 7", "'6 de 10', 6", "١٠, 10"})
    void aScoreIsANumberFromNoughtToTen(String said, int value) {
        assertThat(Meaning.of(said, VOCABULARY)).isInstanceOfSatisfying(Meaning.Number.class, number -> assertThat(number.value()).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "99", "312 555 0100", "at 3 o'clock", "3 people"})
    void whatIsNoAnswerIsFreeWords(String said) {
        assertThat(Meaning.of(said, VOCABULARY)).isInstanceOf(Meaning.Free.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I can't pee since yesterday", "lost control of my bladder", "no bladder control", "numb between my legs", "both my legs are weak",
        "my legs gave way", "I have a fever of 39", "my neck is stiff", "it is getting weaker every hour", "I CANNOT WALK",
        "no puedo orinar", "tengo fiebre", "se me durmió la entrepierna dormida", "tengo las dos piernas muy débiles", "no puedo mover las piernas", "cuello rígido",
        "لا أستطيع التبول", "لا أستطيع المشي", "عندي حمى", "خدر بين الساقين", "ضعف الساقين", "تيبّس في الرقبة"})
    void aRedFlagIsSeenInEveryLanguage(String said) {
        assertThat(VOCABULARY.redFlag(Vocabulary.normal(said), false)).as(said).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no fever, all fine", "sin fiebre", "Luis Delgado 312 555 0177", "Can I come at 11 instead?", "thank you", "gracias", "شكرا",
        "I will walk to the bus", "my leg is a bit weak now"})
    void ordinaryWordsAreNoAlarm(String said) {
        assertThat(VOCABULARY.redFlag(Vocabulary.normal(said), false)).as(said).isEmpty();
    }

    @Test
    void weaknessIsExpectedForAnHourAndAWarningAfterIt() {
        String said = Vocabulary.normal("my leg is still weak");
        assertThat(VOCABULARY.redFlag(said, false)).isEmpty();
        assertThat(VOCABULARY.redFlag(said, true).map(Vocabulary.Pattern::flag)).isEqualTo(Optional.of("lasting-weakness"));
    }

    @Test
    void expectedAfterEffectsAreKnown() {
        assertThat(VOCABULARY.isExpected(Vocabulary.normal("I have a headache and it is sore"))).isTrue();
        assertThat(VOCABULARY.isExpected(Vocabulary.normal("لدي صداع"))).isTrue();
        assertThat(VOCABULARY.isExpected(Vocabulary.normal("what time was it?"))).isFalse();
    }

    @Test
    void aDriverIsANameAndPerhapsAPhone() {
        assertThat(HearingPatients.Driver.in("Luis, my son: 312-555-0177")).isEqualTo(new HearingPatients.Driver(Optional.of("Luis my son"), Optional.of("312-555-0177")));
        assertThat(HearingPatients.Driver.in("أحمد ٠٣١٢٥٥٥٠١٧٧")).isEqualTo(new HearingPatients.Driver(Optional.of("أحمد"), Optional.of("03125550177")));
        assertThat(HearingPatients.Driver.in("my wife")).isEqualTo(new HearingPatients.Driver(Optional.of("my wife"), Optional.empty()));
    }
}
