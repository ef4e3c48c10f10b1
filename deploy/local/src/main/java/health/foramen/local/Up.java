package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings the suite up: all of it from nothing, or only what has died of it.
///
/// The `up` that starts from nothing stays in front, looks after the parts and ends them with itself, unless it was asked to detach.
final class Up {

    private static final String CONTENT = "suite";
    private static final int FORMAT = 1;

    private final Settings settings;
    private final Suite suite;
    private final Machine machine;
    private final Voice voice;

    // Made before anything starts: a build may replace our jar while we stay in front, and the end must not depend on it.
    private final Stopping stopping;
    private final Watching watching;

    Up(Settings settings, Voice voice) {
        this.settings = settings;
        this.suite = Suite.of(settings);
        this.machine = new Machine(settings);
        this.voice = voice;
        this.stopping = new Stopping(machine, voice);
        this.watching = new Watching(suite, machine, voice);
    }

    static boolean owns(Settings settings) {
        return DataFolder.isMarked(settings.data(), CONTENT);
    }

    void run(boolean detach) {
        DataFolder.claim(settings.data(), CONTENT, FORMAT);
        boolean fromNothing;
        try (var channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var lock = channel.tryLock()) {
            if (lock == null) {
                throw Trouble.of("Another ./foramen up is at work on %s.", settings.data());
            }
            var alive = machine.alive(suite);
            fromNothing = alive.isEmpty();
            if (fromNothing) {
                startAll(detach);
            } else if (machine.launcher().read().isPresent()) {
                waitForTheOtherLauncher();
            } else {
                mend(alive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (fromNothing && !detach) {
            watching.watch();
        }
    }

    private void startAll(boolean detach) {
        requireFreePorts(suite.parts());
        new Preparing(settings, voice).prepare();
        long begun = System.nanoTime();
        voice.say("Starting Foramen");
        var guard = start(suite.parts());
        loadDemoClinic();
        voice.say("Up in %s.", Voice.seconds(Duration.ofNanos(System.nanoTime() - begun)));
        welcome(detach);
        if (detach) {
            guard.close();
        } else {
            machine.launcher().write(ProcessHandle.current());
        }
    }

    private void mend(Map<Part, ProcessHandle> alive) {
        var dead = suite.parts().stream().filter(part -> !alive.containsKey(part)).toList();
        if (dead.isEmpty()) {
            if (!Files.exists(demoLoaded())) {
                loadDemoClinic();
            }
            voice.say("Foramen is already up at %s", settings.publicUrl());
            return;
        }
        requireFreePorts(dead);
        new Preparing(settings, voice).prepare();
        voice.say("Foramen is up but not whole; starting what is missing");
        start(dead).close();
        loadDemoClinic();
        voice.say("Foramen is whole again at %s", settings.publicUrl());
    }

    /// An `up` stays in front elsewhere: it restarts by itself what dies.
    private void waitForTheOtherLauncher() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (var part : suite.parts()) {
            while (machine.find(part).isEmpty() || !part.probe().isReady()) {
                if (System.nanoTime() > deadline) {
                    throw Trouble.of("Foramen is up, but %s does not come back; see ./foramen logs %s", part.name(), part.name());
                }
                Machine.pause(100);
            }
        }
        voice.say("Foramen is already up at %s", settings.publicUrl());
    }

    /// Starts the parts. Until the answered guard is dismissed they end with this launcher.
    private Guard start(List<Part> parts) {
        var starting = new Starting(machine, voice);
        var guard = new Guard(() -> {
            starting.abandon();
            machine.launcher().forget();
            var mine = new LinkedHashMap<Part, ProcessHandle>();
            parts.forEach(part -> machine.find(part).ifPresent(process -> mine.put(part, process)));
            if (!mine.isEmpty()) {
                voice.say("Stopping");
                stopping.stop(mine);
            }
        });
        starting.start(parts, machine::start);
        return guard;
    }

    private void requireFreePorts(List<Part> parts) {
        parts.stream().flatMap(part -> part.ports().stream()).forEach(Port::requireFree);
    }

    private void loadDemoClinic() {
        if (settings.isOff("FORAMEN_DEMO")) {
            return;
        }
        int exit = new Programs(settings).demoClinic(ProcessBuilder.Redirect.INHERIT);
        if (exit != 0) {
            voice.say("The demo clinic could not be loaded (exit code %d); ./foramen up tries again.", exit);
            return;
        }
        try {
            Files.writeString(demoLoaded(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path demoLoaded() {
        return settings.data().resolve("demo-clinic");
    }

    private void welcome(boolean detach) {
        voice.say("");
        voice.say("  %s", settings.publicUrl());
        voice.say("");
        for (var person : DemoPerson.ALL) {
            voice.say("  %-13s %-15s %s, %s", person.id(), person.password(), person.name(), person.what());
        }
        voice.say("");
        voice.say("  texts and mail   %s/sandbox", settings.publicUrl());
        voice.say("  a story          ./foramen demo");
        voice.say("  what it says     ./foramen logs scheduling-service");
        voice.say("  to end it        %s", detach ? "./foramen down" : "Ctrl-C, or ./foramen down");
        voice.say("");
    }

    private Path lockFile() throws IOException {
        Files.createDirectories(settings.run());
        return settings.run().resolve("lock");
    }
}
