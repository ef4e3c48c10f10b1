package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingIT {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Voice voice = new Voice(new PrintStream(said, true, StandardCharsets.UTF_8));
    private Settings settings;
    private Machine machine;

    @BeforeEach
    void aMachine() throws IOException {
        settings = Settings.from(Map.of("FORAMEN_HOME", folder.toString())).elsewhere(Files.createDirectories(folder.resolve("data")));
        machine = new Machine(settings);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        new Stopping(machine, voice).stop(machine.alive(new Suite(List.of(aStore(), aStoreOnAForeignFolder()))));
        assertThat(machine.alive(new Suite(List.of(aStore(), aStoreOnAForeignFolder())))).isEmpty();
    }

    @Test
    void aStartedPartIsReadyFoundAgainAndStopped() throws IOException {
        var store = aStore();

        var running = new Starting(machine, voice).start(List.of(store), machine::start);

        assertThat(store.probe().isReady()).isTrue();
        assertThat(machine.find(store)).contains(running.get(store).toHandle());
        assertThat(new Machine(settings).find(store)).isPresent();
        assertThat(said.toString(StandardCharsets.UTF_8)).containsPattern("mongo +ready in \\d+\\.\\d s");

        new Stopping(machine, voice).stop(machine.alive(new Suite(List.of(store))));
        assertThat(machine.find(store)).isEmpty();
        assertThat(store.ports()).allMatch(Port::isFree);
    }

    @Test
    void whenOneDoesNotStartItsLastLinesAreShownAndTheOthersEnd() throws IOException {
        var store = aStore();
        var broken = aStoreOnAForeignFolder();

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> new Starting(machine, voice).start(List.of(store, broken), machine::start))
                .withMessageContaining("broken did not start, it ended with exit code 1")
                .withMessageContaining("is not empty and holds no mongo data");

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("is not empty and holds no mongo data");
        assertThat(machine.alive(new Suite(List.of(store, broken)))).isEmpty();
        assertThat(store.ports()).allMatch(Port::isFree);
    }

    private Part aStore() {
        var port = settings.ports().mongo();
        return new Part("mongo", Part.Kind.STORE, false, theseClasses(), Jvm.quick(64, 16), List.of(folder.resolve("mongo").toString(), String.valueOf(port.number())),
                Map.of(), List.of(port), new Probe.Mongo(port.number()), List.of());
    }

    private Part aStoreOnAForeignFolder() {
        var port = settings.ports().kafka();
        return new Part("broken", Part.Kind.STORE, false, theseClasses(), Jvm.quick(64, 16), List.of(folder.toString(), String.valueOf(port.number())), Map.of(),
                List.of(port), new Probe.Mongo(port.number()), List.of());
    }

    /// A jar that holds nothing but our own class path.
    private Program theseClasses() {
        var program = Program.of(folder.resolve("module"), "classes.jar", Optional.of(EmbeddedMongo.class.getName()));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        try {
            Files.createDirectories(program.layout());
            new JarOutputStream(Files.newOutputStream(program.runnable()), manifest).close();
            return program;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
