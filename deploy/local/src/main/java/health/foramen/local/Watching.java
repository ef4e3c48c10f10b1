package health.foramen.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Stays beside a running suite: what dies is said in one line and started again, with growing pauses, and not for ever.
final class Watching {

    /// Waits before the first to the last attempt; a part that falls again after the last is left down.
    private static final Duration[] PAUSES = {Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofSeconds(30)};

    /// A part that held out this long begins with a clean sheet.
    private static final Duration GOOD_WHILE = Duration.ofMinutes(10);

    private final Suite suite;
    private final Machine machine;
    private final Voice voice;
    private final Map<Part, Falls> falls = new HashMap<>();

    Watching(Suite suite, Machine machine, Voice voice) {
        this.suite = suite;
        this.machine = machine;
        this.voice = voice;
    }

    private record Falls(int count, long lastAt, boolean givenUp) {

        static final Falls NONE = new Falls(0, 0, false);

        Falls another(long now) {
            int past = count > 0 && now - lastAt > GOOD_WHILE.toNanos() ? 0 : count;
            return new Falls(past + 1, now, past + 1 > PAUSES.length);
        }

        Duration pause() {
            return PAUSES[count - 1];
        }
    }

    /// Returns never: the launcher ends it.
    void watch() {
        while (true) {
            Machine.pause(200);
            for (var part : suite.parts()) {
                if (!fallsOf(part).givenUp() && machine.find(part).isEmpty() && machine.launcher().read().isPresent()) {
                    restart(part);
                }
            }
        }
    }

    private Falls fallsOf(Part part) {
        return falls.getOrDefault(part, Falls.NONE);
    }

    private void restart(Part part) {
        long now = System.nanoTime();
        var fall = fallsOf(part).another(now);
        falls.put(part, fall);
        if (fall.givenUp()) {
            voice.say("%s has died %d times; it is left down. See ./foramen logs %s, then ./foramen up", part.name(), fall.count(), part.name());
            return;
        }
        voice.say("%s has died; starting it again in %s", part.name(), Voice.seconds(fall.pause()));
        Machine.pause(fall.pause().toMillis());
        try {
            machine.start(part);
        } catch (RuntimeException e) {
            voice.say("%s cannot be started: %s", part.name(), e.getMessage());
        }
    }
}
