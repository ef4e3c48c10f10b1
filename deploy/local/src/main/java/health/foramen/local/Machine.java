package health.foramen.local;


import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// This machine, as far as the parts of one suite are concerned: starts, finds and ends them, and keeps their logs.
final class Machine {

    /// Earlier starts whose logs are kept: `NAME.1.log` is the last one before.
    private static final int EARLIER_LOGS = 3;

    /// Linux weighs whole sessions where it groups by them, and else each process by its niceness; other systems know the latter.
    private static final List<String> YIELDING = List.of("/bin/sh", "-c", "{ echo 19 > /proc/self/autogroup; } 2>/dev/null; exec nice -n 19 \"$@\"", "sh");

    private final Settings settings;

    Machine(Settings settings) {
        this.settings = settings;
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    Optional<ProcessHandle> find(Part part) {
        return pidFile(part.name()).read();
    }

    /// What runs of the suite, by what earlier launchers wrote down.
    Map<Part, ProcessHandle> alive(Suite suite) {
        var alive = new LinkedHashMap<Part, ProcessHandle>();
        suite.parts().forEach(part -> find(part).ifPresent(process -> alive.put(part, process)));
        return alive;
    }

    /// The `up` that stays in front, if one does.
    PidFile launcher() {
        return pidFile("launcher");
    }

    PidFile pidFile(String name) {
        return new PidFile(settings.run().resolve(name + ".pid"));
    }

    Path log(String name) {
        return settings.logs().resolve(name + ".log");
    }

    /// Starts the part with what was trained for it, if anything was.
    Process start(Part part) {
        return start(part, Files.exists(part.cache()) ? List.of("-XX:AOTCache=" + part.cache()) : List.of());
    }

    Process start(Part part, List<String> extraFlags) {
        var command = new ArrayList<String>(ownSession());
        if (part.yields()) {
            command.addAll(YIELDING);
        }
        command.add(java().toString());
        command.addAll(part.jvm().flags());
        command.addAll(extraFlags);
        if (part.kind() == Part.Kind.STORE) {
            command.add("-Dlogback.configurationFile=foramen-local-logback.xml");
        }
        command.addAll(part.program().arguments());
        command.addAll(part.arguments());
        try {
            Files.createDirectories(settings.logs());
            rotate(part.name());
            var builder = new ProcessBuilder(command)
                    .directory(settings.data().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log(part.name()).toFile());
            builder.environment().putAll(settings.environment());
            builder.environment().putAll(part.environment());
            var process = builder.start();
            pidFile(part.name()).write(process.toHandle());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + part.name(), e);
        }
    }

    /// Asks the process to end and waits; a deaf one is killed.
    ///
    /// @return how long it took
    Duration stop(String name, ProcessHandle process, Duration patience) {
        long begun = System.nanoTime();
        process.destroy();
        if (!awaitEnd(process, patience)) {
            process.destroyForcibly();
            awaitEnd(process, Duration.ofSeconds(10));
        }
        pidFile(name).forget();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Not by the handle's own future: for a process that is not our child it may wait for ever on one that only its entry is left of.
    static boolean awaitEnd(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (PidFile.lives(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(20);
        }
        return true;
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted.");
        }
    }

    /// The last lines of a part's log.
    List<String> lastLines(String name, int count) {
        try {
            var lines = Files.readAllLines(log(name));
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException nothingWritten) {
            return List.of();
        }
    }

    /// Resident memory in megabytes, where the system tells it.
    static Optional<Long> memory(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst();
        } catch (IOException | RuntimeException notLinux) {
            return Optional.empty();
        }
    }

    /// In a session of its own a process outlives the terminal, and Ctrl-C reaches only the launcher, which then ends all in order.
    private static List<String> ownSession() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid").filter(setsid -> Files.isExecutable(Path.of(setsid))).findFirst().map(List::of).orElse(List.of());
    }

    private void rotate(String name) throws IOException {
        for (int age = EARLIER_LOGS; age > 0; age--) {
            var newer = age == 1 ? log(name) : settings.logs().resolve("%s.%d.log".formatted(name, age - 1));
            if (Files.exists(newer)) {
                Files.move(newer, settings.logs().resolve("%s.%d.log".formatted(name, age)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
