package health.foramen.safeguard;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderTextTest {

    private static final Pattern SPRINGS = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

    @Test
    void itAllowsInANameWhatSpringsOwnExpressionAllows() {
        assertThat(everyCharacter().filter(text -> HeaderText.NAME.test(text) != SPRINGS.matcher(text).matches())).isEmpty();
    }

    @Test
    void itAllowsInAValueTheSameAndATab() {
        assertThat(everyCharacter().filter(text -> HeaderText.VALUE.test(text) != SPRINGS.matcher(text).matches())).containsExactly("a\t");
    }

    private static Stream<String> everyCharacter() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(c -> c < 0xD800 || c > 0xDFFF).mapToObj(c -> "a" + Character.toString(c));
    }

    @Test
    void itRefusesALineBreakInAValue() {
        assertThat(HeaderText.VALUE.test("a\r\nSet-Cookie: b")).isFalse();
        assertThat(HeaderText.VALUE.test("Café أمل")).isTrue();
    }
}
