package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.local.Preparing.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampTest {

    @TempDir
    private Path module;

    private Program program;

    @BeforeEach
    void aBuiltProgram() throws IOException {
        program = new Program(module, "service.jar", Optional.empty());
        Files.createDirectories(program.layout());
        Files.writeString(program.built(), "classes");
        Files.setLastModifiedTime(program.built(), FileTime.from(Instant.parse("2026-11-22T10:00:00Z")));
        Stamp.of(program).putOn(program.runnable());
    }

    @Test
    void whatWasMadeFromThisBuildIsFresh() {
        assertThat(Stamp.of(program).isOn(program.runnable())).isTrue();
    }

    @Test
    void aNewBuildMakesItStale() throws IOException {
        Files.setLastModifiedTime(program.built(), FileTime.from(Instant.parse("2026-11-22T10:00:01Z")));

        assertThat(Stamp.of(program).isOn(program.runnable())).isFalse();
    }

    @Test
    void whatWasNeverMadeIsStale() {
        assertThat(Stamp.of(program).isOn(program.cache("service"))).isFalse();
    }

    @Test
    void otherFlagsMakeACacheStale() {
        Stamp.of(aPart("96m")).putOn(program.cache("service"));

        assertThat(Stamp.of(aPart("96m")).isOn(program.cache("service"))).isTrue();
        assertThat(Stamp.of(aPart("128m")).isOn(program.cache("service"))).isFalse();
    }

    private Part aPart(String heap) {
        return new Part("service", Part.Kind.SERVICE, program, heap, List.of(), Map.of(), List.of(), new Probe.Mongo(1), List.of());
    }
}
