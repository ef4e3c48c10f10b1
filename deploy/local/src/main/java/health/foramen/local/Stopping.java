package health.foramen.local;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Ends parts: the services first and side by side, then what they store in.
final class Stopping {

    /// A service finishes the requests that it is in the middle of; then its time is up.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Machine machine;
    private final Voice voice;

    Stopping(Machine machine, Voice voice) {
        this.machine = machine;
        this.voice = voice;
    }

    void stop(Map<Part, ProcessHandle> parts) {
        stop(parts, true);
    }

    void stopQuietly(Map<Part, ProcessHandle> parts) {
        stop(parts, false);
    }

    private void stop(Map<Part, ProcessHandle> parts, boolean aloud) {
        // A thread each and no pool: this also runs while the launcher itself is being ended.
        Executor threads = task -> Thread.ofPlatform().daemon().start(task);
        for (var kind : new Part.Kind[] {Part.Kind.SERVICE, Part.Kind.STORE}) {
            var stops = parts.entrySet().stream().filter(entry -> entry.getKey().kind() == kind)
                    .map(entry -> CompletableFuture.runAsync(() -> {
                        var name = entry.getKey().name();
                        var taken = machine.stop(name, entry.getValue(), PATIENCE);
                        if (aloud) {
                            voice.progress(name, "stopped", taken);
                        }
                    }, threads))
                    .toList();
            stops.forEach(CompletableFuture::join);
        }
    }
}
