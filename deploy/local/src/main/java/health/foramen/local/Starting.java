package health.foramen.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Brings parts up side by side, each when what it needs is ready. In the end all of them stand, or none of those started here.
final class Starting {

    /// A first start on a busy machine takes a while; longer than this means that something waits for what will not come.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int LINES_OF_A_FAILURE = 15;

    private final Machine machine;
    private final Voice voice;
    private final Map<Part, Process> started = new LinkedHashMap<>();
    private boolean abandoned;
    private RuntimeException first;

    Starting(Machine machine, Voice voice) {
        this.machine = machine;
        this.voice = voice;
    }

    /// @param launch starts one part's process
    /// @throws Trouble when a part does not come up; everything that was started here has then been ended
    /// @throws CancellationException when the launcher itself is being ended meanwhile
    Map<Part, Process> start(List<Part> parts, Function<Part, Process> launch) {
        var begun = new HashMap<String, CompletableFuture<Void>>();
        for (var part : parts) {
            var needs = part.after().stream().filter(begun::containsKey).map(begun::get).toArray(CompletableFuture<?>[]::new);
            begun.put(part.name(), CompletableFuture.allOf(needs).thenRunAsync(() -> startOne(part, launch), Thread::startVirtualThread)
                    .exceptionally(failure -> {
                        noteFailure(failure);
                        throw new CompletionException(failure);
                    }));
        }
        try {
            CompletableFuture.allOf(begun.values().toArray(CompletableFuture<?>[]::new)).join();
            return started();
        } catch (CompletionException e) {
            new Stopping(machine, voice).stopQuietly(handles(started()));
            throw reason();
        }
    }

    /// Starts nothing more; those that wait for a part's answer give up.
    synchronized void abandon() {
        abandoned = true;
    }

    synchronized Map<Part, Process> started() {
        return new LinkedHashMap<>(started);
    }

    static Map<Part, ProcessHandle> handles(Map<Part, Process> processes) {
        var handles = new LinkedHashMap<Part, ProcessHandle>();
        processes.forEach((part, process) -> handles.put(part, process.toHandle()));
        return handles;
    }

    private void startOne(Part part, Function<Part, Process> launch) {
        long begun = System.nanoTime();
        var process = launchUnlessAbandoned(part, launch);
        while (!part.probe().isReady()) {
            if (!process.isAlive()) {
                throw failure(part, "ended with exit code " + process.exitValue());
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw failure(part, "was not ready after %d s".formatted(PATIENCE.toSeconds()));
            }
            if (isAbandoned()) {
                throw new CancellationException(part.name());
            }
            Machine.pause(50);
        }
        voice.progress(part.name(), "ready", Duration.ofNanos(System.nanoTime() - begun));
    }

    private synchronized Process launchUnlessAbandoned(Part part, Function<Part, Process> launch) {
        if (abandoned) {
            throw new CancellationException(part.name());
        }
        var process = launch.apply(part);
        started.put(part, process);
        return process;
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    /// Said at once, and only of the first: what fails after it fails because of it.
    private Trouble failure(Part part, String how) {
        var lastLines = machine.lastLines(part.name(), LINES_OF_A_FAILURE);
        if (reason() instanceof CancellationException && !isAbandoned()) {
            voice.say("  %-22s %s; its last lines:", part.name(), how);
            voice.quote(lastLines);
        }
        return Trouble.of("%s did not start, it %s: %s (its whole log is %s)", part.name(), how, Reason.in(lastLines).orElse("it said nothing"),
                machine.log(part.name()));
    }

    private synchronized void noteFailure(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (first == null && !(cause instanceof CancellationException)) {
            first = cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
        }
        abandoned = true;
    }

    private synchronized RuntimeException reason() {
        return first == null ? new CancellationException() : first;
    }
}
