package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Makes built jars quick to start, once per build: laid out as plain files, and trained.
///
/// Training is a run of the whole suite on ports and data of its own, with the demo clinic loaded. What the JVMs learned about
/// loading and linking is kept in a cache beside each program (JEP 514). Without it everything works and starts more slowly.
final class Preparing {

    /// Writing a cache costs a few seconds of one core each, and as much memory again: two at a time.
    private static final int SIDE_BY_SIDE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Settings settings;
    private final Suite suite;
    private final Voice voice;

    Preparing(Settings settings, Voice voice) {
        this.settings = settings;
        this.suite = Suite.of(settings);
        this.voice = voice;
    }

    void prepare() {
        layOut(suite.programs());
        if (!settings.isOff("FORAMEN_AOT")) {
            var untrained = suite.parts().stream().filter(part -> !Stamp.of(part).isOn(part.cache())).toList();
            if (!untrained.isEmpty()) {
                train(untrained);
            }
        }
    }

    void layOut(List<Program> programs) {
        var stale = programs.stream().filter(program -> !Stamp.of(program).isOn(program.runnable())).toList();
        if (stale.isEmpty()) {
            return;
        }
        sideBySide(stale, program -> {
            if (!Files.exists(program.built())) {
                throw Trouble.of("%s is not built.", program.built());
            }
            DataFolder.delete(program.layout());
            if (program.mainClass().isPresent()) {
                copyWithLibraries(program);
            } else {
                extract(program);
            }
            Stamp.of(program).putOn(program.runnable());
        });
    }

    /// A Boot jar holds its libraries as jars, which the JVM can neither map nor train on.
    private void extract(Program program) {
        run(List.of(Machine.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djarmode=tools", "-jar",
                program.built().toString(), "extract", "--destination", program.layout().toString()));
    }

    private void copyWithLibraries(Program program) {
        try (var libraries = Files.list(program.built().resolveSibling("lib"))) {
            var target = Files.createDirectories(program.layout().resolve("lib"));
            for (var library : libraries.toList()) {
                Files.copy(library, target.resolve(library.getFileName()));
            }
            Files.copy(program.built(), program.runnable());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw Trouble.of("%s failed: %s", String.join(" ", command), said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted.");
        }
    }

    private void train(List<Part> untrained) {
        long begun = System.nanoTime();
        voice.say("Training for a quick start (once after a build): %s", String.join(", ", untrained.stream().map(Part::name).toList()));
        var names = untrained.stream().map(Part::name).toList();
        Path data = temporaryFolder();
        var ground = settings.elsewhere(data);
        var machine = new Machine(ground);
        var silence = Voice.silent();
        var starting = new Starting(machine, silence);
        var guard = new Thread(() -> {
            starting.abandon();
            starting.started().values().forEach(Process::destroyForcibly);
        }, "stop-training");
        Runtime.getRuntime().addShutdownHook(guard);
        try {
            var running = starting.start(Suite.of(ground).parts(), part -> names.contains(part.name())
                    ? machine.start(part, List.of("-XX:AOTCacheOutput=" + part.cache())) : machine.start(part));
            new Programs(ground).demoClinic(ProcessBuilder.Redirect.DISCARD);
            finish(running, machine);
        } catch (Trouble trouble) {
            voice.say("Training did not work (%s); going on without.", trouble.getMessage());
        } finally {
            Runtime.getRuntime().removeShutdownHook(guard);
            DataFolder.delete(data);
        }
        for (var part : untrained) {
            if (!Files.exists(part.cache())) {
                voice.say("  %-22s learned nothing; it will start more slowly", part.name());
            }
            Stamp.of(part).putOn(part.cache());
        }
        voice.say("Trained in %s.", Voice.seconds(Duration.ofNanos(System.nanoTime() - begun)));
    }

    /// A JVM writes its cache when it ends.
    private static void finish(Map<Part, Process> running, Machine machine) {
        for (var kind : new Part.Kind[] {Part.Kind.SERVICE, Part.Kind.STORE}) {
            var parts = new LinkedHashMap<>(running);
            parts.keySet().removeIf(part -> part.kind() != kind);
            sideBySide(List.copyOf(parts.entrySet()), entry -> machine.stop(entry.getKey().name(), entry.getValue().toHandle(), PATIENCE));
        }
    }

    private static <T> void sideBySide(List<T> items, Consumer<T> work) {
        try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            items.stream().map(item -> CompletableFuture.runAsync(() -> work.accept(item), threads)).toList().forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("foramen-training-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What something was made from. It is fresh as long as it would be made from the same again.
    record Stamp(String text) {

        static Stamp of(Program program) {
            try {
                var built = program.built();
                return Files.exists(built) ? new Stamp("%s %d".formatted(Files.getLastModifiedTime(built), Files.size(built))) : new Stamp("nothing");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// A cache serves one build, on one JVM, with the same flags.
        static Stamp of(Part part) {
            var facts = new ArrayList<String>();
            facts.add(of(part.program()).text());
            facts.add(System.getProperty("java.vm.version"));
            facts.addAll(part.program().flags(part.heap()));
            return new Stamp(String.join(" ", facts));
        }

        boolean isOn(Path file) {
            try {
                var note = note(file);
                return Files.exists(note) && Files.readString(note).equals(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void putOn(Path file) {
            try {
                Files.writeString(note(file), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path note(Path file) {
            return file.resolveSibling(file.getFileName() + ".of");
        }
    }
}
