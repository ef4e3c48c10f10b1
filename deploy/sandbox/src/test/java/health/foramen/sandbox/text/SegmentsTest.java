package health.foramen.sandbox.text;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentsTest {

    @Test
    void aPlainTextHoldsOneHundredAndSixtyCharacters() {
        assertThat(Segments.of("a".repeat(160))).isEqualTo(1);
        assertThat(Segments.of("a".repeat(161))).isEqualTo(2);
        assertThat(Segments.of("a".repeat(306))).isEqualTo(2);
        assertThat(Segments.of("a".repeat(307))).isEqualTo(3);
    }

    @Test
    void anEuroSignCountsTwice() {
        assertThat(Segments.of("€" + "a".repeat(158))).isEqualTo(1);
        assertThat(Segments.of("€" + "a".repeat(159))).isEqualTo(2);
    }

    @Test
    void arabicHoldsSeventy() {
        assertThat(Segments.of("م".repeat(70))).isEqualTo(1);
        assertThat(Segments.of("م".repeat(71))).isEqualTo(2);
    }

    @Test
    void spanishVowelsOutsideTheAlphabetMakeItWide() {
        assertThat(Segments.of("ñ".repeat(160))).isEqualTo(1);
        assertThat(Segments.of("í" + "a".repeat(70))).isEqualTo(2);
    }

    @Test
    void anEmptyTextIsStillOne() {
        assertThat(Segments.of("")).isEqualTo(1);
    }
}
