package health.foramen.notification.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentsTest {

    @Test
    void plainLettersFitAHundredAndSixty() {
        assertThat(Segments.of("a".repeat(160))).isEqualTo(new Segments(Segments.Alphabet.GSM_7, 160, 1));
        assertThat(Segments.of("a".repeat(161)).count()).isEqualTo(2);
        assertThat(Segments.of("a".repeat(307)).count()).isEqualTo(3);
    }

    @Test
    void aBraceCountsTwiceAndAnAccentOutsideTheAlphabetChangesAll() {
        assertThat(Segments.of("{}").units()).isEqualTo(4);
        assertThat(Segments.of("¿Qué? ñ").alphabet()).isEqualTo(Segments.Alphabet.GSM_7);
        assertThat(Segments.of("días").alphabet()).isEqualTo(Segments.Alphabet.UCS_2);
        assertThat(Segments.of("م".repeat(70)).count()).isEqualTo(1);
        assertThat(Segments.of("م".repeat(135)).count()).isEqualTo(3);
    }
}
