package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    private Path folder;

    private Journal journal;

    @BeforeEach
    void begin() {
        journal = new Journal(folder);
    }

    private void command(int... numbers) {
        journal.during(() -> {
            for (int number : numbers) {
                journal.add(out -> out.putInt(number));
            }
            return null;
        });
    }

    /// Of each record, in the order in which they are read.
    private static List<List<Integer>> numbers(Path folder) {
        var records = new ArrayList<List<Integer>>();
        Journal.read(folder, record -> {
            var numbers = new ArrayList<Integer>();
            while (record.hasRemaining()) {
                numbers.add(record.getInt());
            }
            records.add(numbers);
        });
        return records;
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void whatWasForcedIsReadInItsOrder() throws IOException {
        command(1, 2);
        command(3);
        journal.force();
        journal.force();
        command(4);
        assertThat(numbers(folder)).containsExactly(List.of(1, 2, 3));
        journal.force();
        assertThat(numbers(folder)).containsExactly(List.of(1, 2, 3), List.of(4));
    }

    @Test
    void whatIsSavedGoesAndTheRestStays() throws IOException {
        command(1);
        journal.force();
        command(2);
        var old = journal.saved(() -> {
            assertThat(numbers(folder)).as("before it is saved").containsExactly(List.of(1), List.of(2));
            return true;
        });
        command(3);
        journal.force();

        assertThat(numbers(folder)).as("before the pages are on the disk").containsExactly(List.of(1), List.of(2), List.of(3));
        old.forEach(Journal::delete);
        assertThat(numbers(folder)).containsExactly(List.of(3));
    }

    @Test
    void whatCannotBeSavedStays() throws IOException {
        command(1);
        assertThat(journal.saved(() -> false)).isEmpty();
        command(2);
        journal.force();
        assertThat(numbers(folder)).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void aNewOneGoesOnAfterTheOldOnes() throws IOException {
        command(1);
        journal.force();
        journal.close(false);
        journal = new Journal(folder);
        command(2);
        journal.force();
        assertThat(numbers(folder)).containsExactly(List.of(1), List.of(2));
        journal.close(true);
        assertThat(Journal.isEmpty(folder)).isTrue();
    }

    @Test
    void aRecordWhoseWritingWasInterruptedIsNotThere() throws IOException {
        command(1);
        journal.force();
        long whole = Files.size(file());
        command(2, 3);
        journal.force();
        var all = Files.readAllBytes(file());
        for (int length = 0; length < all.length; length++) {
            var cut = new byte[length];
            System.arraycopy(all, 0, cut, 0, length);
            Files.write(file(), cut);
            assertThat(numbers(folder)).as("of %d bytes", length).isEqualTo(length < whole ? List.of() : List.of(List.of(1)));
        }
    }

    @Test
    void aRecordThatIsNotWhatWasWrittenIsNotThere() throws IOException {
        command(1);
        journal.force();
        int whole = (int) Files.size(file());
        command(2, 3);
        journal.force();
        var all = Files.readAllBytes(file());
        for (int at = whole; at < all.length; at++) {
            var spoiled = all.clone();
            spoiled[at] ^= 4;
            Files.write(file(), spoiled);
            assertThat(numbers(folder)).as("byte %d", at).containsExactly(List.of(1));
        }
    }

    @Test
    void aCommandIsNotCutInTwo() throws Exception {
        var forcing = new Thread(() -> {
            try {
                journal.force();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        journal.during(() -> {
            journal.add(out -> out.putInt(1));
            forcing.start();
            while (forcing.isAlive() && forcing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            journal.add(out -> out.putInt(2));
            return null;
        });
        forcing.join();
        journal.force();
        assertThat(numbers(folder)).containsExactly(List.of(1, 2));
    }

    @Test
    void moreThanABufferIsOneRecord() throws IOException {
        var many = new int[100_000];
        command(many);
        journal.force();
        command(7);
        journal.force();
        assertThat(numbers(folder)).hasSize(2).last().isEqualTo(List.of(7));
        assertThat(numbers(folder).getFirst()).hasSize(many.length);
    }
}
