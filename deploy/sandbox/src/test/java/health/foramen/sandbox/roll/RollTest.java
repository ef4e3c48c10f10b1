package health.foramen.sandbox.roll;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RollTest {

    @TempDir
    Path folder;

    @Test
    void remembersItsLinesAndWhereTheyAre() {
        Roll.Line second;
        try (Roll roll = Roll.open(folder.resolve("roll"), (_, _) -> { })) {
            roll.append("one".getBytes(UTF_8));
            second = roll.append("zwei, مرحبا".getBytes(UTF_8));
            assertThat(new String(roll.read(second), UTF_8)).isEqualTo("zwei, مرحبا");
        }

        List<String> lines = new ArrayList<>();
        List<Roll.Line> places = new ArrayList<>();
        Roll.open(folder.resolve("roll"), (line, text) -> {
            places.add(line);
            lines.add(new String(text, UTF_8));
        }).close();

        assertThat(lines).containsExactly("one", "zwei, مرحبا");
        assertThat(places.get(1)).isEqualTo(second);
    }

    @Test
    void cutsOffWhatAKillLeftOfTheLastLine() throws Exception {
        Files.writeString(folder.resolve("roll"), "whole\nhal");
        List<String> lines = new ArrayList<>();

        try (Roll roll = Roll.open(folder.resolve("roll"), (_, text) -> lines.add(new String(text, UTF_8)))) {
            roll.append("next".getBytes(UTF_8));
        }

        assertThat(lines).containsExactly("whole");
        assertThat(Files.readString(folder.resolve("roll"))).isEqualTo("whole\nnext\n");
    }

    @Test
    void forgetsOnDemand() {
        try (Roll roll = Roll.open(folder.resolve("roll"), (_, _) -> { })) {
            roll.append("one".getBytes(UTF_8));
            roll.clear();
            Roll.Line line = roll.append("two".getBytes(UTF_8));

            assertThat(line.offset()).isZero();
            assertThat(new String(roll.read(line), UTF_8)).isEqualTo("two");
        }
    }
}
