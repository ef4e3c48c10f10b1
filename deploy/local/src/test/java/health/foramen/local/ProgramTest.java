package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

    @TempDir
    private Path module;

    @Test
    void buildingTheSameAgainChangesNothing() throws IOException {
        var before = built("class Referral", 1_000_000L);
        var after = built("class Referral", 2_000_000L);

        assertThat(after.layout()).isEqualTo(before.layout());
        assertThat(aPart(after, Jvm.quick(96, 12)).cache()).isEqualTo(aPart(before, Jvm.quick(96, 12)).cache());
    }

    @Test
    void anotherBuildGetsAnotherLayout() throws IOException {
        var before = built("class Referral", 1_000_000L);
        var after = built("class Referral2", 1_000_000L);

        assertThat(after.layout()).isNotEqualTo(before.layout());
    }

    @Test
    void otherFlagsGetAnotherCache() throws IOException {
        var program = built("class Referral", 1_000_000L);

        assertThat(aPart(program, Jvm.quick(128, 12)).cache()).isNotEqualTo(aPart(program, Jvm.quick(96, 12)).cache());
    }

    @Test
    void whatIsNotBuiltIsCalledThat() {
        assertThat(Program.of(module, "nothing.jar", Optional.empty()).fingerprint()).isEqualTo("unbuilt");
    }

    private Program built(String content, long when) throws IOException {
        var target = Files.createDirectories(module.resolve("target"));
        try (var jar = new ZipOutputStream(Files.newOutputStream(target.resolve("service.jar")))) {
            var entry = new ZipEntry("Referral.class");
            entry.setTime(when);
            jar.putNextEntry(entry);
            jar.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return Program.of(module, "service.jar", Optional.empty());
    }

    private static Part aPart(Program program, Jvm jvm) {
        return new Part("service", Part.Kind.SERVICE, false, program, jvm, List.of(), Map.of(), List.of(), new Probe.Mongo(1), List.of());
    }
}
