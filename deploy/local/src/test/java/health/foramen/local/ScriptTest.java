package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bash script, as far as it decides something: which JDK to take. The JDKs are empty folders that say their version.
class ScriptTest {

    private static final Path SCRIPT = Path.of("../../foramen").toAbsolutePath().normalize();

    @TempDir
    private Path machine;

    private Path tools;

    @BeforeEach
    void aMachineWithoutJava() throws IOException {
        tools = Files.createDirectories(machine.resolve("bin"));
        for (var tool : List.of("dirname", "sed", "readlink")) {
            Files.writeString(executable(tools.resolve(tool)), "#!/bin/sh\nexec %s \"$@\"\n".formatted(place(tool)));
        }
    }

    @Test
    void javaHomeIsTakenFirst() throws Exception {
        var wanted = aJdk("elsewhere/mine", "25.0.3");
        aJdk("jvm/temurin", "25.0.1");

        assertThat(jdk(wanted)).isEqualTo(new Answer(0, wanted.toString()));
    }

    @Test
    void anOlderJavaHomeIsPassedOver() throws Exception {
        var older = aJdk("elsewhere/mine", "17.0.15");
        aJdk("jvm/a-jdk-21", "21.0.2");
        var newer = aJdk("jvm/b-jdk-26", "26");

        assertThat(jdk(older)).isEqualTo(new Answer(0, newer.toString()));
    }

    @Test
    void theJdkBehindAnInstalledCommandIsFound() throws Exception {
        var wanted = aJdk("elsewhere/linked", "25");
        Files.createSymbolicLink(tools.resolve("javac"), wanted.resolve("bin/javac"));

        assertThat(jdk(machine.resolve("nowhere"))).isEqualTo(new Answer(0, wanted.toRealPath().toString()));
    }

    @Test
    void aMacsFoldersAreSearchedToo() throws Exception {
        var wanted = aJdk("jvm/temurin-25.jdk/Contents/Home", "25.0.3");

        assertThat(jdk(machine.resolve("nowhere"))).isEqualTo(new Answer(0, wanted.toString()));
    }

    @Test
    void withoutOneItSaysInOneLineWhatToInstall() throws Exception {
        aJdk("jvm/java-17", "17.0.15");

        var answer = jdk(machine.resolve("nowhere"));

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.said()).startsWith("Foramen needs a JDK 25 or newer").hasLineCount(1);
    }

    private record Answer(int exit, String said) {
    }

    private Answer jdk(Path javaHome) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(place("bash").toString(), SCRIPT.toString(), "jdk").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", tools.toString(), "HOME", machine.toString(), "JAVA_HOME", javaHome.toString(),
                "FORAMEN_JDK_FOLDERS", machine.resolve("jvm").toString()));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes()).strip();
        return new Answer(process.waitFor(), said);
    }

    private Path aJdk(String path, String version) throws IOException {
        var home = Files.createDirectories(machine.resolve(path));
        Files.createDirectories(home.resolve("bin"));
        for (var command : List.of("java", "javac")) {
            executable(home.resolve("bin").resolve(command));
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return home;
    }

    private static Path executable(Path file) throws IOException {
        return Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private static Path place(String tool) {
        return Stream.of("/usr/bin", "/bin").map(folder -> Path.of(folder, tool)).filter(Files::exists).findFirst().orElseThrow();
    }
}
