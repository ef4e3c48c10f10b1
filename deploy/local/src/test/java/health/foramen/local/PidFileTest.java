package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    private Path folder;

    private PidFile file;

    @BeforeEach
    void anEmptyFolder() {
        file = new PidFile(folder.resolve("run/mongo.pid"));
    }

    @Test
    void aLivingProcessIsFoundAgain() {
        file.write(ProcessHandle.current());

        assertThat(file.read()).contains(ProcessHandle.current());
    }

    @Test
    void aProcessThatGotTheSameIdLaterIsNotOurs() {
        var anHourBefore = ProcessHandle.current().info().startInstant().orElseThrow().minus(Duration.ofHours(1));
        file.write(ProcessHandle.current().pid(), anHourBefore);

        assertThat(file.read()).isEmpty();
    }

    @Test
    void aProcessThatEndedIsGone() throws Exception {
        var process = new ProcessBuilder(Machine.java().toString(), "-version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        file.write(process.pid(), Instant.now());
        process.waitFor();

        assertThat(file.read()).isEmpty();
    }

    @Test
    void whatIsNotWrittenIsNotRunning() {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void whatNobodyCanReadIsNotRunning() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/mongo.pid"), "half a li");

        assertThat(file.read()).isEmpty();
    }
}
