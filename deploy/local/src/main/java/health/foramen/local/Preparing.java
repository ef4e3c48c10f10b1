package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
            var untrained = suite.parts().stream().filter(part -> !Files.exists(part.cache()) && !Files.exists(despaired(part))).toList();
            if (!untrained.isEmpty()) {
                train(untrained);
            }
        }
    }

    void layOut(List<Program> programs) {
        var stale = programs.stream().filter(program -> !Files.exists(program.runnable())).toList();
        var seen = new HashSet<Path>();
        sideBySide(stale.stream().filter(program -> seen.add(program.layout())).toList(), Preparing::layOut);
    }

    private static void layOut(Program program) {
        if (!Files.exists(program.built())) {
            throw Trouble.of("%s is not built.", program.built());
        }
        try {
            var beside = program.layouts().resolve(program.fingerprint() + ".new");
            DataFolder.delete(beside);
            Files.createDirectories(program.layouts());
            var libraries = program.built().resolveSibling("lib");
            if (Files.exists(libraries)) {
                copy(program, libraries, beside);
            } else {
                extract(program, beside);
            }
            Files.move(beside, program.layout());
            forgetOldLayouts(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Program program, Path libraries, Path target) throws IOException {
        var lib = Files.createDirectories(target.resolve("lib"));
        try (var jars = Files.list(libraries)) {
            for (var jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        Files.copy(program.built(), target.resolve(program.jarName()));
    }

    /// A Boot jar holds its libraries as jars, which a JVM can neither map nor train on.
    private static void extract(Program program, Path target) {
        run(List.of(Machine.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djarmode=tools", "-jar",
                program.built().toString(), "extract", "--destination", target.toString()));
    }

    /// The build before stays: a suite that still runs was started from it.
    private static void forgetOldLayouts(Program program) throws IOException {
        try (var layouts = Files.list(program.layouts())) {
            layouts.sorted(Comparator.comparing((Path layout) -> layout.toFile().lastModified()).reversed()).skip(2).forEach(DataFolder::delete);
        }
    }

    private static void run(List<String> command) {
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
        voice.say("Training for a quick start (once after a build): %s", names(untrained));
        var data = temporaryFolder();
        try {
            train(untrained, settings.elsewhere(data));
        } catch (Trouble trouble) {
            // The start proper will say more about it, and the next one will try again.
            voice.say("Training did not work; going on without.");
            return;
        } finally {
            DataFolder.delete(data);
        }
        var ignorant = untrained.stream().filter(part -> !Files.exists(part.cache())).toList();
        if (!ignorant.isEmpty()) {
            ignorant.forEach(Preparing::despair);
            voice.say("Nothing was learned about %s; that starts more slowly.", names(ignorant));
        }
        voice.say("Trained in %s.", Voice.seconds(Duration.ofNanos(System.nanoTime() - begun)));
    }

    private static void train(List<Part> untrained, Settings ground) {
        var machine = new Machine(ground);
        var starting = new Starting(machine, Voice.silent());
        var learning = untrained.stream().collect(Collectors.toMap(Part::name, Preparing::learnt));
        try (var _ = new Guard(() -> {
            starting.abandon();
            starting.started().values().forEach(Preparing::kill);
            DataFolder.delete(ground.data());
        })) {
            var running = starting.start(Suite.of(ground).parts(), part -> learning.containsKey(part.name())
                    ? machine.start(part, List.of("-XX:AOTCacheOutput=" + learning.get(part.name()))) : machine.start(part));
            new Programs(ground).demoClinic(ProcessBuilder.Redirect.DISCARD);
            finish(running, machine);
        }
        for (var part : untrained) {
            try {
                if (Files.exists(learnt(part))) {
                    Files.move(learnt(part), part.cache());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A JVM that is writing its cache has a second one at work on it.
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /// Written here first, so that a cache is whole or not there.
    private static Path learnt(Part part) {
        return part.cache().resolveSibling(part.cache().getFileName() + ".new");
    }

    private static String names(List<Part> parts) {
        return parts.stream().map(Part::name).collect(Collectors.joining(", "));
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

    /// Notes that training does not work for this build, so that it is not tried at every start.
    private static void despair(Part part) {
        try {
            Files.writeString(despaired(part), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path despaired(Part part) {
        return part.cache().resolveSibling(part.cache().getFileName() + ".none");
    }
}
