package health.foramen.notification.link;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who asks for addresses that do not exist. 128 random bits cannot be guessed; whoever tries all the same is told to stop. Patients behind
 * the same address are not kept out: only what does not exist is counted and refused.
 */
public final class CountingStrangers {

    private static final int MOST_A_MINUTE = 30;
    private static final int MOST_CALLERS = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private record Seen(Instant since, int times) {
    }

    private final Map<String, Seen> callers = new ConcurrentHashMap<>();
    private final Clock real;

    public CountingStrangers(Clock real) {
        this.real = real;
    }

    /** @return true when this caller has asked too often */
    public boolean again(String caller) {
        Instant now = real.instant();
        if (callers.size() >= MOST_CALLERS) {
            callers.values().removeIf(seen -> seen.since().plus(WINDOW).isBefore(now));
        }
        if (callers.size() >= MOST_CALLERS && !callers.containsKey(caller)) {
            return true;
        }
        return callers.merge(caller, new Seen(now, 1), (known, fresh) -> known.since().plus(WINDOW).isBefore(now) ? fresh : new Seen(known.since(), known.times() + 1))
                .times() > MOST_A_MINUTE;
    }
}
