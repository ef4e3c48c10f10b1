package health.foramen.sandbox.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class TellerTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Teller tell = new Teller(new PrintStream(told, true, UTF_8), ZoneId.of("America/Chicago"));

    private List<String> lines() {
        return told.toString(UTF_8).lines().toList();
    }

    @Test
    void aDayIsNamedOnce() {
        tell.at(Instant.parse("2026-12-03T16:15:00Z"), "Dana books.");
        tell.at(Instant.parse("2026-12-03T16:16:00Z"), "Dana smiles.");

        assertThat(lines()).filteredOn(line -> line.contains("Thursday 3 December 2026")).hasSize(1);
        assertThat(lines()).contains("   10:15   Dana books.", "   10:16   Dana smiles.");
    }

    @Test
    void aBoxIsStraight() {
        tell.box("text to +1 312 555 0142", "Lakeside Surgery Center: " + "word ".repeat(40) + "\nhttp://127.0.0.1:8080/v/abc");

        assertThat(lines()).hasSizeGreaterThan(4).allMatch(line -> Teller.width(line) == Teller.width(lines().getFirst()));
    }

    @Test
    void arabicMarksTakeNoColumn() {
        assertThat(Teller.width("مُحَمَّد")).isEqualTo(4);
        assertThat(Teller.width("\u200fموعد")).isEqualTo(4);
    }
}
